#include "desk/department_link.h"

#include <charconv>
#include <string_view>
#include <variant>

#include "desk/ask_department.h"
#include "desk/make_promise.h"
#include "desk/take_call.h"

namespace kept::desk {
namespace {

using base::Result;
using domain::CaseId;
using domain::DutyKind;

base::Error wrong_answer() {
  return base::invalid("/what", "link.wrong_answer", "That answer does not fit this question.");
}

Result<CaseId> answer_the_ask(Transaction& tx, const Principal& who, const LinkedDuty& duty,
                              const LinkForm& form) {
  const CaseRef ref{duty.case_id, {}};
  switch (form.what) {
    case LinkForm::What::answer:
      if (form.text.empty())
        return base::invalid("/text", "link.text_missing", "Write the answer.");
      return answer_ask(tx, who, ref, duty.duty, duty.owner, form.text);
    case LinkForm::What::not_ours:
      if (form.text.empty()) return base::invalid("/text", "link.text_missing", "Say why.");
      return return_ask(tx, who, ref, duty.duty, {duty.owner, form.text, {}});
    case LinkForm::What::need_until:
      if (!form.until) return base::invalid("/until", "link.until_missing", "Say until when.");
      return extend_ask(tx, who, ref, duty.duty, duty.owner, *form.until);
    default:
      return wrong_answer();
  }
}

/// An attempt on the number that was promised, as if it had been dialled here.
Result<CaseId> record_no_answer(Transaction& tx, const Principal& who, const LinkedDuty& duty) {
  CallForm call;
  call.inbound = false;
  call.purpose = Purpose{duty.case_id, duty.kind, duty.duty};
  const auto id = start_call(tx, who, call);
  if (!id.ok()) return id.error();
  const auto tried = record_result(tx, who, id.value(), domain::AttemptResult::no_answer);
  if (!tried.ok()) return tried.error();
  const auto ended = end_call(tx, who, id.value(), "no_contact", "");
  if (!ended.ok()) return ended.error();
  return duty.case_id;
}

Result<CaseId> answer_the_promise(Transaction& tx, const Principal& who, const LinkedDuty& duty,
                                  const LinkForm& form) {
  const CaseRef ref{duty.case_id, {}};
  switch (form.what) {
    case LinkForm::What::reached:
      return record_kept(tx, who, ref, duty.duty, {tx.now(), duty.owner, ""});
    case LinkForm::What::no_answer:
      return record_no_answer(tx, who, duty);
    case LinkForm::What::need_until:
      if (!form.until) return base::invalid("/until", "link.until_missing", "Say until when.");
      return want_more_time(tx, who, ref, duty.duty, {duty.owner, *form.until});
    case LinkForm::What::not_ours:
      if (form.text.empty()) return base::invalid("/text", "link.text_missing", "Say why.");
      return decline_promise(tx, who, ref, duty.duty, {duty.owner, form.text});
    default:
      return wrong_answer();
  }
}

struct Named {
  DutyKind kind = DutyKind::ask;
  domain::DutyId duty;
  std::optional<domain::StaffId> owner;  ///< links of the first installations name none
};

/// What was signed: "p123-45" is the promise 123, mailed to 45.
std::optional<Named> named_in(std::string_view text) {
  if (!text.starts_with('a') && !text.starts_with('p')) return std::nullopt;
  Named named;
  named.kind = text.front() == 'a' ? DutyKind::ask : DutyKind::promise;
  const char* end = text.data() + text.size();
  const auto duty = std::from_chars(text.data() + 1, end, named.duty.value);
  if (duty.ec != std::errc{}) return std::nullopt;
  if (duty.ptr == end) return named;
  domain::StaffId owner;
  const auto person = std::from_chars(duty.ptr + 1, end, owner.value);
  if (*duty.ptr != '-' || person.ec != std::errc{} || person.ptr != end) return std::nullopt;
  named.owner = owner;
  return named;
}

/// Whoever said that it is not theirs sees by their link that this was noted.
std::optional<domain::StaffId> who_declined(Reader& reader, CaseId id, domain::DutyId promise) {
  for (const domain::EventRecord& record : reader.events(id, 0)) {
    const auto* declined = std::get_if<domain::PromiseDeclined>(&record.what);
    if (declined == nullptr || declined->id != promise) continue;
    return declined->said_by.value_or(record.who);
  }
  return std::nullopt;
}

bool works_here(Reader& reader, domain::StaffId id) {
  const auto member = reader.staff_member(id);
  return member && member->active;
}

}  // namespace

std::string department_token(const base::Signer& signer, DutyKind kind, domain::DutyId duty,
                             domain::StaffId owner) {
  return signer.sign((kind == DutyKind::ask ? "a" : "p") + std::to_string(duty.value) + "-" +
                     std::to_string(owner.value));
}

Result<LinkedDuty> open_link(Reader& reader, const base::Signer& signer, const std::string& token) {
  const base::Error unknown = base::not_found("link.unknown", "This link is not valid.");
  const auto text = signer.verify(token);
  const auto named = text ? named_in(*text) : std::nullopt;
  const auto id = named ? reader.case_of_duty(named->kind, named->duty) : std::nullopt;
  if (!id) return unknown;
  LinkedDuty duty;
  duty.kind = named->kind;
  duty.duty = named->duty;
  duty.case_id = *id;
  const domain::Case state = reader.load_case(*id);
  std::optional<domain::StaffId> owes;
  if (duty.kind == DutyKind::ask) {
    const domain::Ask& ask = *state.find_ask(duty.duty);
    owes = ask.owner;
    duty.due = ask.due;
    duty.done = ask.state != domain::AskState::asked;
  } else {
    const domain::Promise& promise = *state.find_promise(duty.duty);
    owes = promise.declined ? who_declined(reader, *id, duty.duty) : promise.owner;
    duty.due = promise.due.instant;
    // Who declined it has nothing to do with it any more, and needs nobody's number.
    duty.done = !promise.is_owed() || promise.declined;
  }
  if (!named->owner || owes != named->owner || !works_here(reader, *named->owner) ||
      reader.now() > duty.due + reader.policy().link_valid_after_due) {
    return base::not_found("link.expired",
                           "This link is over: its time has passed, or somebody else sees to it "
                           "now; call 311 instead.");
  }
  duty.owner = *named->owner;
  return duty;
}

Result<CaseId> use_link(Transaction& tx, const base::Signer& signer, const std::string& token,
                        const LinkForm& form) {
  const auto opened = open_link(tx, signer, token);
  if (!opened.ok()) return opened.error();
  const LinkedDuty& duty = opened.value();
  if (duty.done) return base::conflict("link.used", "This was answered already. Thank you.");
  const Principal who{duty.owner, domain::Role::department_staff, domain::Origin::department_link};
  if (duty.kind == DutyKind::ask) return answer_the_ask(tx, who, duty, form);
  return answer_the_promise(tx, who, duty, form);
}

}  // namespace kept::desk
