#include "desk/write_letter.h"

#include <algorithm>

#include "base/check.h"
#include "desk/department_link.h"
#include "desk/letter_words.h"
#include "desk/resident_page.h"
#include "desk/spoken_time.h"
#include "desk/word_names.h"
#include "domain/cases/case_number.h"
#include "domain/cases/messages.h"

namespace kept::desk {
namespace {

using domain::MessagePurpose;
using Gaps = std::map<std::string, std::string>;
using LetterOrNot = std::variant<Letter, NoLetter>;

class Writer {
 public:
  Writer(Reader& reader, const Site& site, const OutboxRow& message)
      : reader_(reader), site_(site), message_(message), case_(reader.load_case(message.case_id)) {
    const auto number = domain::CaseNumber::parse(std::to_string(case_.number));
    KEPT_CHECK(number.ok());
    gaps_["number"] = number.value().formatted();
    gaps_["city"] = reader.jurisdiction().name;
  }

  LetterOrNot write() { return message_.contact ? to_resident() : to_staff(); }

 private:
  LetterOrNot to_resident() {
    const domain::Message* queued = case_.find_message(message_.id);
    KEPT_CHECK(queued != nullptr);
    if (!domain::is_still_meant(case_, *queued)) return NoLetter::not_meant;
    // Contacts may have been merged since; the case knows who it is now.
    const auto contact = reader_.contact(queued->contact);
    if (!contact || !contact->email) return NoLetter::no_address;
    language_ = contact->language;
    if (message_.purpose == MessagePurpose::follow_up) {
      gaps_["days"] = std::to_string(reader_.policy().silence_working_days);
      gaps_["link"] = site_.address + resident_page(site_.signer, case_.number);
      return letter(*contact->email, "follow_up_subject", "follow_up_body");
    }
    gaps_["resolution"] = letter_text(name_of(case_.outcome->resolution), language_, {});
    // What was recorded is between the city and whom it owes the answer; followers get the gist.
    if (!queued->duty) return letter(*contact->email, "outcome_subject", "follower_body");
    gaps_["text"] = reader_.personal(case_.outcome->text).value_or("");
    gaps_["link"] = site_.address + resident_page(site_.signer, case_.number);
    return letter(*contact->email, "outcome_subject", "outcome_body");
  }

  LetterOrNot to_staff() {
    const auto member = reader_.staff_member(*message_.staff);
    if (!member || !member->active || !member->email) return NoLetter::no_address;
    language_ = reader_.jurisdiction().languages.front();
    gaps_["name"] = member->name;
    switch (message_.purpose) {
      case MessagePurpose::ask:
        return ask(*member);
      case MessagePurpose::promise:
        return promise(*member);
      default:
        return broken(*member);
    }
  }

  LetterOrNot ask(const StaffRow& member) {
    const domain::Ask* ask = case_.find_ask(message_.duty);
    if (ask == nullptr || ask->state != domain::AskState::asked || ask->owner != member.id) {
      return NoLetter::not_meant;
    }
    gaps_["asker"] = staff_name(ask->asked_by);
    gaps_["due"] = written(ask->due);
    gaps_["text"] = reader_.personal(ask->text).value_or("");
    gaps_["link"] = department_link(domain::DutyKind::ask);
    return letter(*member.email, "ask_subject", "ask_body");
  }

  LetterOrNot promise(const StaffRow& member) {
    const domain::Promise* promise = case_.find_promise(message_.duty);
    if (promise == nullptr || promise->state != domain::PromiseState::made ||
        promise->owner != member.id) {
      return NoLetter::not_meant;
    }
    gaps_["due"] = written(promise->due.instant);
    gaps_["text"] = reader_.personal(promise->words).value_or("");
    gaps_["link"] = department_link(domain::DutyKind::promise);
    return letter(*member.email, "promise_subject", "promise_body");
  }

  LetterOrNot broken(const StaffRow& member) {
    const domain::Promise* promise = case_.find_promise(message_.duty);
    if (promise == nullptr || promise->state != domain::PromiseState::broken || promise->mended) {
      return NoLetter::not_meant;
    }
    gaps_["owner"] = staff_name(promise->owner);
    gaps_["due"] = written(promise->due.instant);
    gaps_["link"] = site_.address + "/";
    return letter(*member.email, "promise_broken_subject", "promise_broken_body");
  }

  std::string department_link(domain::DutyKind kind) const {
    return site_.address + "/l/" +
           department_token(site_.signer, kind, message_.duty, *message_.staff);
  }
  std::string written(base::Instant at) { return written_time(at, reader_.zone(), language_); }
  std::string staff_name(domain::StaffId id) {
    const auto member = reader_.staff_member(id);
    return member ? member->name : "311";
  }
  Letter letter(const std::string& address, const char* subject, const char* body) const {
    return {address, letter_text(subject, language_, gaps_),
            letter_text(body, language_, gaps_) + letter_text("signature", language_, gaps_)};
  }

  Reader& reader_;
  const Site& site_;
  const OutboxRow& message_;
  const domain::Case case_;
  std::string language_ = "en";
  Gaps gaps_;
};

}  // namespace

LetterOrNot write_letter(Reader& reader, const Site& site, const OutboxRow& message) {
  return Writer(reader, site, message).write();
}

}  // namespace kept::desk
