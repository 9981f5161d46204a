#include "desk/open_case.h"

#include <utility>

#include "base/check.h"
#include "desk/adopt_record.h"
#include "desk/ask_department.h"
#include "desk/case_work.h"
#include "desk/make_promise.h"
#include "desk/place_intake.h"
#include "desk/ports/historic_records.h"
#include "desk/public_text.h"
#include "desk/service_intake.h"
#include "domain/cases/case_number.h"
#include "domain/cases/ending.h"
#include "domain/cases/opening.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::CaseId;

Result<std::optional<ServiceRow>> wanted_service(Transaction& tx, const CaseForm& form) {
  if (!form.service) return std::optional<ServiceRow>{};
  const auto catalogue = tx.catalogue();
  for (const ServiceRow& service : catalogue->services) {
    if (service.id == *form.service) return std::optional(service);
  }
  return base::invalid("/service", "service.unknown", "There is no such service.");
}

/// Codes stand in events, so only those of the catalogue do: nothing personal gets in through them.
Result<Done> check_codes(const std::optional<ServiceRow>& service, const CaseForm& form) {
  for (const auto& [code, answer] : form.attributes) {
    if (!service || !has_question(*service, code)) {
      return base::invalid("/attributes/" + code, "attribute.unknown",
                           "The service has no such question.");
    }
  }
  return Done{};
}

Result<Done> check_script(const ServiceRow& service, const CaseForm& form) {
  if (service.place_required && form.place.empty() && !form.point) {
    return base::invalid("/place", "case.place_missing", "This service needs a place.");
  }
  const auto mistakes = check_answers(service, form.attributes);
  if (!mistakes.empty()) return mistakes.front();
  return Done{};
}

Result<Done> check_notice(Transaction& tx, std::optional<domain::NoticeId> id) {
  if (!id) return Done{};
  const auto notice = tx.notice(*id);
  if (!notice) return base::invalid("/notice", "notice.unknown", "There is no such notice.");
  if (notice->until > tx.now()) return Done{};
  return base::refused("notice.ended", "That notice has ended; open the case without it.",
                       "/notice");
}

/// The record that is to be adopted; nothing: none is.
Result<std::optional<StandingRecord>> adopted_record(Transaction& tx, const CaseForm& form) {
  if (!form.adopts) return std::optional<StandingRecord>{};
  const auto service = wanted_service(tx, form);
  if (!service.ok()) return service.error();
  const bool is_request = form.kind == domain::CaseKind::service_request && service.value();
  auto found = adoptable_record(tx, *form.adopts, is_request ? service.value()->code : "");
  if (!found.ok()) return found.error();
  return std::optional(std::move(found).value());
}

/// What the form does not say of the place, the record does.
CaseForm with_place_of(CaseForm form, const HistoricRecord& record) {
  if (!form.place.empty() || form.point) return form;
  form.place = record.address;
  form.point = record.point;
  return form;
}

Result<domain::OpenCase> opening(Transaction& tx, const Principal& who, const InteractionRow& call,
                                 const CaseForm& form) {
  auto service = wanted_service(tx, form);
  if (!service.ok()) return service.error();
  if (auto fine = check_codes(service.value(), form); !fine.ok()) return fine.error();
  const auto place = place_of(tx, form.point, form.place);
  if (!place.ok()) return place.error();
  domain::OpenCase opening;
  if (service.value()) {
    const ServiceRow& row = *service.value();
    if (form.kind == domain::CaseKind::service_request) {
      if (auto fine = check_script(row, form); !fine.ok()) return fine.error();
    }
    opening.service = terms_of(row, form.attributes, place->areas);
  }
  if (form.about_staff && !tx.directory()->find(*form.about_staff)) {
    return base::invalid("/about_staff", "staff.unknown", "There is no such staff member.");
  }
  if (auto fine = check_notice(tx, form.notice); !fine.ok()) return fine.error();
  const auto number = domain::CaseNumber::from_sequence(tx.next_case_sequence());
  if (!number.ok()) return number.error();
  opening.number = number.value().value();
  opening.kind = form.kind;
  if (call.contact) {
    opening.reporter = call.contact;
    opening.reporter_reachable = tx.contact(*call.contact)->is_reachable();
  }
  opening.first_operator = who.staff;
  opening.summary = form.kind == domain::CaseKind::service_request
                        ? keep_checked(tx, form.summary, call.contact).ref
                        : tx.keep_personal(form.summary);
  opening.place = tx.keep_personal(form.place);
  if (place->point) opening.point = tx.keep_personal(place->point->text());
  opening.areas = place->areas;
  for (const auto& [code, answer] : form.attributes) {
    opening.answers.push_back({code, tx.keep_personal(answer)});
  }
  opening.about_staff = form.about_staff;
  opening.notice = form.notice;
  if (!form.notice && form.service) {
    opening.notice = gathering_notice(tx, *form.service, opening.areas);
  }
  return opening;
}

Result<InteractionRow> open_call(Transaction& tx, const Principal& who, domain::InteractionId id) {
  auto call = own_talk(tx, who, id);
  if (call.ok() && call->ended_at) {
    return base::refused("interaction.ended", "That conversation has ended.", "/interaction");
  }
  return call;
}

Result<Done> with_pointer(Result<Done> result, const std::string& prefix) {
  if (result.ok() || result.error().pointer.empty()) return result;
  base::Error error = result.error();
  error.pointer = prefix + error.pointer;
  return error;
}

}  // namespace

Result<CaseId> open_case(Transaction& tx, const Principal& who, const CaseForm& form) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  const auto call = open_call(tx, who, form.interaction);
  if (!call.ok()) return call.error();
  const auto record = adopted_record(tx, form);
  if (!record.ok()) return record.error();
  const auto begins = opening(tx, who, call.value(),
                              record.value() ? with_place_of(form, record.value()->record) : form);
  if (!begins.ok()) return begins.error();
  domain::OpenCase beginning = begins.value();
  if (record.value()) {
    beginning.adopted =
        domain::AdoptedRecord{form.adopts->source, form.adopts->number, record.value()->digest};
  }
  CaseWork work = CaseWork::begin_new(tx, who);
  auto opened = domain::open_case(work.decision(), form.interaction, beginning);
  if (!opened.ok()) return opened.error();
  if (form.ask) {
    auto asked = with_pointer(add_ask(tx, work, *form.ask), "/ask");
    if (!asked.ok()) return asked.error();
  }
  if (form.promise) {
    const auto talk = conversation(tx, who, form.interaction);
    if (!talk.ok()) return talk.error();
    auto promised = with_pointer(add_promise(tx, work, talk.value(), *form.promise), "/promise");
    if (!promised.ok()) return promised.error();
  }
  if (form.kind == domain::CaseKind::service_request) withhold_personal(tx, work.state());
  return work.finish();
}

Result<CaseId> answer_from_knowledge(Transaction& tx, const Principal& who,
                                     domain::ArticleId article_id,
                                     domain::InteractionId interaction, const std::string& summary,
                                     const std::string& language) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed.error();
  const auto article = tx.article(article_id);
  if (!article) return base::not_found("article.unknown", "There is no such article.");
  if (article->state != ArticleState::published) {
    // Nobody answers for words that were not published, or were taken back.
    return base::conflict("article.not_published",
                          "This article is not published, so it answers nothing.");
  }
  const auto call = open_call(tx, who, interaction);
  if (!call.ok()) return call.error();
  const auto text = article->texts.find(language);
  const ArticleText& answer =
      text != article->texts.end() ? text->second : article->texts.begin()->second;
  CaseForm form;
  form.interaction = interaction;
  form.summary = summary.empty() ? answer.question : summary;
  const auto begins = opening(tx, who, call.value(), form);
  if (!begins.ok()) return begins.error();
  CaseWork work = CaseWork::begin_new(tx, who);
  auto opened = domain::open_case(work.decision(), interaction, begins.value());
  if (!opened.ok()) return opened.error();
  const domain::Conversation talk = talk_of(call.value());
  const std::string& read_out = answer.script.empty() ? answer.answer : answer.script;
  auto closed = domain::close_directly(
      work.decision(), {domain::Resolution::answered, {}, tx.keep_personal(read_out)}, talk);
  if (!closed.ok()) return closed.error();
  tx.journal(who.staff, "article_used", article_id.value,
             {{"case", std::to_string(work.state().number)}});
  return work.finish();
}

}  // namespace kept::desk
