#include "desk/receive_request.h"

#include <algorithm>
#include <utility>

#include "desk/add_photos.h"
#include "desk/adopt_record.h"
#include "desk/case_work.h"
#include "desk/place_intake.h"
#include "desk/public_text.h"
#include "domain/cases/case_number.h"
#include "domain/cases/due_times.h"
#include "domain/cases/opening.h"
#include "domain/people/duty_operator.h"

namespace kept::desk {
namespace {

using base::Result;

std::optional<ServiceRow> wanted_service(Transaction& tx, domain::ServiceId id) {
  const auto catalogue = tx.catalogue();
  const auto& services = catalogue->services;
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const ServiceRow& row) { return row.id == id; });
  if (found == services.end()) return std::nullopt;
  return *found;
}

/// Nothing when nobody said who they are. Who gave an address or a number that cannot be read is
/// somebody: staff can mend it in their record, and what the notes have of them goes with it.
std::optional<domain::ContactId> reporter_of(Transaction& tx, const RequestForm& form,
                                             ContactRow details) {
  const bool said_nothing = !details.name && form.email.empty() && form.phone.empty();
  if (said_nothing) return std::nullopt;
  return contact_of(tx, std::move(details));
}

/// The form's place; nothing and a mistake where it lies outside.
IntakePlace checked_place(Transaction& tx, const RequestForm& form,
                          std::vector<base::Error>& mistakes) {
  auto place = place_of(tx, form.point, form.address);
  if (place.ok()) return std::move(place).value();
  mistakes.push_back(place.error());
  return {};
}

void check(const ServiceRow& service, const RequestForm& form, std::vector<base::Error>& mistakes) {
  if (service.place_required && form.address.empty() && !form.point) {
    mistakes.push_back(base::invalid("/address_string", "request.place_missing",
                                     "This service needs a place: lat and long, or an address."));
  }
  const auto answers = check_answers(service, form.answers);
  mistakes.insert(mistakes.end(), answers.begin(), answers.end());
}

domain::OpenCase opening(Transaction& tx, const domain::ServiceTerms& terms,
                         const RequestForm& form, const IntakePlace& place,
                         const domain::PersonalRef& summary) {
  domain::OpenCase opening;
  opening.kind = domain::CaseKind::service_request;
  opening.service = terms;
  opening.summary = summary;
  opening.place = tx.keep_personal(form.address);
  if (place.point) opening.point = tx.keep_personal(place.point->text());
  opening.areas = place.areas;
  for (const auto& [code, answer] : form.answers) {
    opening.answers.push_back({code, tx.keep_personal(answer)});
  }
  opening.notice = gathering_notice(tx, terms.id, opening.areas);
  return opening;
}

/// Who is there when the request is to be done with.
domain::StaffId first_operator(const domain::Context& context, const domain::ServiceTerms& terms) {
  const domain::Department* department = context.people.find(terms.department);
  const base::Instant due =
      department == nullptr
          ? context.now
          : domain::working_time_later(context, department->manager, context.now, terms.target);
  return domain::duty_operator(context.people, due);
}

/// What the form does not say of the place, the record does that it adopts.
Result<std::optional<StandingRecord>> take_record(Transaction& tx, const ServiceRow& service,
                                                  RequestForm& form) {
  if (!form.adopts) return std::optional<StandingRecord>{};
  auto found = adoptable_record(tx, *form.adopts, service.code);
  if (!found.ok()) return found.error();
  if (form.address.empty() && !form.point) {
    form.address = found->record.address;
    form.point = found->record.point;
  }
  return std::optional(std::move(found).value());
}

}  // namespace

Result<ReceivedRequest> receive_request(Transaction& tx, const ApiKeyRow& key, RequestForm form,
                                        std::vector<base::Error>& mistakes) {
  const auto service = wanted_service(tx, form.service);
  if (!service) return base::not_found("service.unknown", "There is no such service.");
  const auto record = take_record(tx, *service, form);
  if (!record.ok()) return record.error();
  check(*service, form, mistakes);
  const IntakePlace place = checked_place(tx, form, mistakes);
  std::string notes = form.aside;
  if (place.left_city) notes += "point, outside of the city: " + form.point->text() + "\n";
  const ContactRow details = usable_details(tx, form, notes);
  if (form.adopts && !details.is_reachable()) mistakes.push_back(joins_unreachable());
  if (!mistakes.empty()) return mistakes.front();
  const auto number = domain::CaseNumber::from_sequence(tx.next_case_sequence());
  if (!number.ok()) return number.error();

  const domain::ServiceTerms terms = terms_of(*service, form.answers, place.areas);

  CaseWork work = CaseWork::begin_new(tx, kApplication);
  const auto reporter = reporter_of(tx, form, details);
  const CheckedText summary =
      keep_checked(tx, form.description.empty() ? service->name.en : form.description, reporter);
  domain::OpenCase begins = opening(tx, terms, form, place, summary.ref);
  begins.number = number.value().value();
  begins.reporter = reporter;
  begins.reporter_reachable = reporter && tx.contact(*reporter)->is_reachable();
  if (const auto& adopted = record.value()) {
    begins.adopted =
        domain::AdoptedRecord{form.adopts->source, form.adopts->number, adopted->digest};
  }
  begins.first_operator = first_operator(work.decision().context(), terms);
  const InteractionRow row = written_talk(tx, reporter, begins.first_operator, notes);
  if (auto opened = domain::open_case(work.decision(), row.id, begins); !opened.ok()) {
    return opened.error();
  }
  add_photos(tx, work.decision(), form.photos, summary.is_public && !form.non_public);
  if (form.non_public) {
    withhold_all(tx, work.state());
  } else {
    withhold_personal(tx, work.state());
  }
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  const bool withheld = service->type == ServiceType::batch;
  const base::Instant number_from = withheld ? tx.now() + kWithholdNumber : tx.now();
  tx.save(ReceivedRow{saved.value(), key.id, number_from, form.non_public});
  return ReceivedRequest{saved.value(), begins.number, number_from};
}

}  // namespace kept::desk
