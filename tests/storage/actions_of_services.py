"""What each service needs, said once more by hand: a new service without a row fails (`test_role_matrix`)."""

from __future__ import annotations

from geodata.policy import Action

_VIEW = """
    field_areas.field_account field_ground.field_ground field_reports.field_reports
    account_privacy.account_data body_card.body_card calendar_events.meeting_event calendar_links.list_calendar_links
    address_search.search_addresses city.city_name extent.body_extent extent.city_extent extent.found_extent
    ground_card.area_card ground_card.protected_card
    ground_card.locality_card ground_card.service_card ground_card.zone_card issue_card.issue_card
    agenda_places.places_of_agenda meeting_card.meetings_version meeting_outcome.issues_raised_at
    promises.promises_before
    issue_board.issue_board saved_filters.list_saved_filters raised_news.raised_news
    issue_list.list_issues known_names.known_names meeting_card.meeting_card meeting_list.list_bodies
    meeting_list.list_meetings
    meeting_list.meetings_between
    meeting_list.next_meetings minutes_export.export_meeting minutes_export.restricted_in
    nearby.surroundings one_time_links.has_password organisations.list_organisations
    organisations.organisation_name
    authority_records.authority_records submission_card.submission_card submission_list.list_submissions
    local_map.local_map place_pictures.place_pictures submission_export.export_submission
    submission_list.submissions_of_issue submissions_waiting.submissions_waiting
    overview.overview photos.photos_of photos.read_photo readings.note_reading search.search_everything
    sessions.list_sessions sharing.list_shares site_card.site_card site_list.list_sites site_list.selected_ids
    version_shapes.proposal_shapes zone_ground.zone_ground proposal_card.proposal_card proposal_card.version_card
    paper_ground.paper_ground proposal_export.export_proposal zone_addresses.zone_addresses
    proposal_card.zone_outlines proposal_impact.version_impact proposal_impact.kept_ground
    proposals.list_proposals
    computed_zones.address_outline computed_zones.computed_outline computed_zones.taken_outline
    body_seats.body_seats conflicts.conflicts_of proposal_comments.comments_of proposal_reviews.reviews_of
    proposal_story.proposal_story proposal_vote_cards.votes_of
    sites.neighbours task_lines.tasks_of_organisation story.site_story territory_list.list_territories tiles.kept_tile
    tiles.tile emergencies.list_emergencies emergency_board.emergency_board emergency_place.emergency_place
"""
_ADMINISTER = """
    account_privacy.erase_account accounts.change_account accounts.invite accounts.list_accounts
    audit_search.audit_choices audit_search.export_audit audit_search.search_audit erasing.remove_orphaned_pictures
    erasing.remove_pictures one_time_links.make_link city.change_city organisations.add_organisation
    organisations.change_organisation organisations.organisation_entries public_picture.list_snapshots
    public_picture.make_due_snapshot public_picture.make_snapshot public_picture.preview_snapshot
    public_picture.public_switch public_picture.set_public_switch public_picture.withdraw_snapshot retention.erase
    retention.list_due sessions.view_as wiping.finish_erasing wiping.finish_interrupted_erasing wiping.left_of_erasing
"""
_BY_ACTION: dict[Action, str] = {
    Action.VIEW: _VIEW,
    Action.LOG_SITE: "field_photos.take_photo field_records.take_record logged_places.log_place"
    " logged_places.log_visit photos.add_photo sites.log_site sites.observe sites.correct_site",
    Action.RAISE_ISSUE: "issues.raise_issue similar_issues.similar_issues issue_steps.comment_issue",
    Action.ADVANCE_ISSUE: "issue_links.link_site issue_links.unlink_site issue_steps.advance_issue"
    " colleagues.list_colleagues issue_bulk.change_issues issue_evidence.evidence_choices issue_merging.merge_issues"
    " issue_steps.assign_issue issue_steps.set_deadline tasks.give_part tasks.settle_task",
    Action.KEEP_MEETING: "meetings.add_agenda_item meetings.plan_meeting"
    " bodies.add_body bodies.body_areas bodies.change_body bodies.set_members"
    " body_seats.seat_choices body_seats.set_seats"
    " meeting_dates.cancel_meeting meeting_dates.coming_dates meeting_dates.move_meeting meeting_dates.plan_meetings"
    " agenda.proposed_points agenda_points.take_points agenda_points.change_point"
    " agenda_points.move_point agenda_points.remove_point"
    " minutes.write_entry minutes.change_entry minutes.withdraw_entry minutes.mark_discussed minutes.set_attendance"
    " minutes.everybody_came"
    " minutes_states.begin_meeting minutes_states.close_minutes minutes_states.sign_minutes minutes_states.add_addendum"
    " tasks.give_task task_changes.change_task task_changes.withdraw_task paper_minutes.keep_paper_minutes",
    Action.KEEP_PATROL: "patrols.plan_patrol",
    Action.LEAD_PATROL: "patrols.change_patrol patrol_steps.start_patrol patrol_steps.stop_patrol"
    " patrol_steps.cancel_patrol patrol_steps.report_patrol patrol_tracks.load_track patrol_tracks.remove_track",
    Action.KEEP_SUBMISSION: "submissions.write_submission submissions.change_submission"
    " submissions.withdraw_submission submission_steps.send_submission submission_steps.note_reference"
    " submission_steps.note_answer submission_steps.close_submission letter_facts.letter_facts"
    " letter_changes.last_letter_change",
    Action.KEEP_PROPOSAL: "proposals.create_proposal proposals.change_proposal proposal_drafts.draft_version"
    " proposal_drafts.write_version proposal_drafts.discard_version zone_drafts.add_zone"
    " zone_drafts.add_zones zone_drafts.alter_zone zone_drafts.redraw_zone zone_drafts.remove_zone"
    " zone_drafts.add_exception zone_drafts.remove_exception proposal_impact.answer_finding"
    " proposal_impact.answer_findings",
    Action.REVIEW_PROPOSAL: "proposal_comments.comment_version proposal_comments.answer_comment"
    " proposal_reviews.review_version conflicts.declare_conflict conflicts.withdraw_conflict proposal_votes.cast_ballot"
    " proposal_vote_cards.open_votes",
    Action.DECIDE_PROPOSAL: "proposal_drafts.submit_version"
    " proposal_steps.lead_proposal_on proposal_steps.adopt_proposal proposal_votes.open_vote"
    " proposal_votes.enter_ballot proposal_vote_closing.close_vote proposal_vote_closing.reopen_vote"
    " conflicts.enter_conflict",
    Action.KEEP_EMERGENCY: "emergencies.found_emergency emergencies.change_emergency emergencies.lead_emergency_on"
    " emergency_addresses.load_emergency_addresses emergency_addresses.leave_out_addresses"
    " emergency_assignments.assign emergency_assignments.overlaps_of"
    " emergency_assignments.withdraw_assignment emergency_routes.street_names emergency_routes.route_of_streets",
    Action.REPORT_EMERGENCY: "emergency_addresses.add_emergency_address emergency_addresses.record_visit"
    " emergency_reports.report",
    Action.LOAD: "loading.ingest loads.keep_profile loads.kept_profiles loads.list_loads loads.list_sources"
    " load_extent.load_extent field_visits.take_visits field_rows.take_rows"
    " personal_data.allowed_names placing.list_waiting placing.match_waiting placing.place_record",
    Action.EXPORT: "field_copies.field_copies site_export.export_sites proposal_export.export_zones"
    " emergency_export.export_emergency",
    Action.SHARE: "sharing.share_record sharing.unshare_record",
    Action.KEEP_ACCOUNT: "sessions.end_session sessions.end_sessions one_time_links.change_password"
    " saved_filters.save_filter saved_filters.remove_saved_filter"
    " calendar_links.make_calendar_link calendar_links.withdraw_calendar_link",
    Action.ADMINISTER: _ADMINISTER,
}
SERVICE_ACTIONS: dict[str, Action] = {name: action for action, names in _BY_ACTION.items() for name in names.split()}
# What is told of bylaws, of versions beside each other, and how a bylaw comes to be here.
SERVICE_ACTIONS |= {
    **dict.fromkeys(("bylaws.bylaws_of", "bylaws.in_force_on", "bylaw_followup.followup"), Action.VIEW),
    **dict.fromkeys(("lawfulness.version_flags", "proposal_conflicts.bylaw_conflicts"), Action.VIEW),
    "zone_border.beyond_border": Action.VIEW,
    "proposal_comparison.compare_versions": Action.VIEW,
    **dict.fromkeys(
        ("patrol_list.list_patrols", "patrol_list.patrol_card", "patrol_places.patrol_places"), Action.VIEW
    ),
    "patrol_clashes.patrol_clashes": Action.VIEW,
    "patrol_places.patrols_under_way": Action.LOG_SITE,
    "patrol_tracks.patrol_tracks": Action.VIEW,
    "unaware_visits.unaware_visits": Action.ADVANCE_ISSUE,
    "bylaw_breach.raise_breach": Action.RAISE_ISSUE,
    "bylaw_entry.enter_bylaw": Action.DECIDE_PROPOSAL,
}
# Asked on behalf of whoever it is told to ask for; each that uses it stands above.
SERVICE_ACTIONS["issue_steps.changed_issue"] = Action.VIEW
