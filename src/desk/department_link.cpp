#include "desk/department_link.h"

#include <charconv>

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

}  // namespace

std::string department_token(const base::Signer& signer, DutyKind kind, domain::DutyId duty) {
  return signer.sign((kind == DutyKind::ask ? "a" : "p") + std::to_string(duty.value));
}

Result<LinkedDuty> open_link(Reader& reader, const base::Signer& signer, const std::string& token) {
  const base::Error unknown = base::not_found("link.unknown", "This link is not valid.");
  const auto text = signer.verify(token);
  if (!text || text->size() < 2 || ((*text)[0] != 'a' && (*text)[0] != 'p')) return unknown;
  LinkedDuty duty;
  duty.kind = (*text)[0] == 'a' ? DutyKind::ask : DutyKind::promise;
  const auto parsed =
      std::from_chars(text->data() + 1, text->data() + text->size(), duty.duty.value);
  const auto id = reader.case_of_duty(duty.kind, duty.duty);
  if (parsed.ec != std::errc{} || !id) return unknown;
  duty.case_id = *id;
  const domain::Case state = reader.load_case(*id);
  if (duty.kind == DutyKind::ask) {
    const domain::Ask& ask = *state.find_ask(duty.duty);
    duty.owner = ask.owner;
    duty.due = ask.due;
    duty.done = ask.state != domain::AskState::asked;
  } else {
    const domain::Promise& promise = *state.find_promise(duty.duty);
    duty.owner = promise.owner;
    duty.due = promise.due.instant;
    // Who declined it has nothing to do with it any more, and needs nobody's number.
    duty.done = !promise.is_owed() || promise.declined;
  }
  if (reader.now() > duty.due + reader.policy().link_valid_after_due) {
    return base::not_found("link.expired", "The time of this link is over; call 311 instead.");
  }
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
