#include "desk/receive_request.h"

#include <algorithm>

#include "base/folded_text.h"
#include "base/mail_address.h"
#include "base/phone_number.h"
#include "desk/add_photos.h"
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

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<ServiceRow> wanted_service(Transaction& tx, domain::ServiceId id) {
  const auto catalogue = tx.catalogue();
  const auto& services = catalogue->services;
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const ServiceRow& row) { return row.id == id; });
  if (found == services.end()) return std::nullopt;
  return *found;
}

/// What can be reached of the contact details; the rest goes to the notes, where staff read it.
ContactRow usable_details(Transaction& tx, const RequestForm& form, std::string& notes) {
  ContactRow row;
  row.name = given(form.name);
  row.language = form.language;
  if (base::is_mail_address(form.email)) {
    row.email = form.email;
  } else if (!form.email.empty()) {
    notes += "email: " + form.email + "\n";
  }
  if (form.phone.empty()) return row;
  const auto phone = base::PhoneNumber::parse(form.phone, tx.jurisdiction().default_region);
  if (phone.ok()) {
    row.phones.push_back(phone.value().e164());
  } else {
    notes += "phone: " + form.phone + "\n";
  }
  return row;
}

/// Households share a number and an address of mail, so only the name beside it says that it is the
/// same person.
std::optional<domain::ContactId> same_person(Transaction& tx, const ContactRow& details) {
  if (!details.name) return std::nullopt;
  std::vector<ContactRow> candidates;
  if (details.email) candidates = tx.contacts_by_email(*details.email);
  for (const std::string& phone : details.phones) {
    const auto more = tx.contacts_by_phone(phone);
    candidates.insert(candidates.end(), more.begin(), more.end());
  }
  const std::string name = base::folded(*details.name);
  for (const ContactRow& candidate : candidates) {
    if (candidate.name && base::folded(*candidate.name) == name) return candidate.id;
  }
  return std::nullopt;
}

/// Nothing when nobody said who they are. Who gave an address or a number that cannot be read is
/// somebody: staff can mend it in their record, and what the notes have of them goes with it.
std::optional<domain::ContactId> reporter_of(Transaction& tx, const RequestForm& form,
                                             ContactRow details) {
  const bool said_nothing = !details.name && form.email.empty() && form.phone.empty();
  if (said_nothing) return std::nullopt;
  if (const auto known = same_person(tx, details)) return known;
  details.id = domain::ContactId{tx.next_id()};
  details.anonymous = !details.name && !details.is_reachable();
  tx.save(details);
  tx.journal({}, "contact_created", details.id.value, {});
  return details.id;
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

/// It begins and ends at once: nobody was spoken with.
InteractionRow interaction(Transaction& tx, std::optional<domain::ContactId> reporter,
                           domain::StaffId staff, const std::string& notes) {
  InteractionRow row;
  row.id = domain::InteractionId{tx.next_id()};
  row.channel = domain::Channel::app;
  row.contact = reporter;
  row.staff = staff;
  row.started_at = tx.now();
  row.ended_at = tx.now();
  row.notes = given(notes);
  tx.save(row);
  return row;
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

}  // namespace

Result<ReceivedRequest> receive_request(Transaction& tx, const ApiKeyRow& key,
                                        const RequestForm& form,
                                        std::vector<base::Error>& mistakes) {
  auto service = wanted_service(tx, form.service);
  if (!service) return base::not_found("service.unknown", "There is no such service.");
  check(*service, form, mistakes);
  const IntakePlace place = checked_place(tx, form, mistakes);
  if (!mistakes.empty()) return mistakes.front();
  const auto number = domain::CaseNumber::from_sequence(tx.next_case_sequence());
  if (!number.ok()) return number.error();

  const domain::ServiceTerms terms = terms_of(*service, form.answers, place.areas);

  const Principal application{{}, domain::Role::operator_, domain::Origin::api};
  CaseWork work = CaseWork::begin_new(tx, application);
  std::string notes = form.aside;
  if (place.left_city) notes += "point, outside of the city: " + form.point->text() + "\n";
  const auto reporter = reporter_of(tx, form, usable_details(tx, form, notes));
  const CheckedText summary =
      keep_checked(tx, form.description.empty() ? service->name.en : form.description, reporter);
  domain::OpenCase begins = opening(tx, terms, form, place, summary.ref);
  begins.number = number.value().value();
  begins.reporter = reporter;
  begins.reporter_reachable = reporter && tx.contact(*reporter)->is_reachable();
  begins.first_operator = first_operator(work.decision().context(), terms);
  const InteractionRow row = interaction(tx, reporter, begins.first_operator, notes);
  if (auto opened = domain::open_case(work.decision(), row.id, begins); !opened.ok()) {
    return opened.error();
  }
  add_photos(tx, work.decision(), form.photos, summary.is_public);
  withhold_personal(tx, work.state());
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  const bool withheld = service->type == ServiceType::batch;
  const base::Instant number_from = withheld ? tx.now() + kWithholdNumber : tx.now();
  tx.save(ReceivedRow{saved.value(), key.id, number_from});
  return ReceivedRequest{saved.value(), begins.number, number_from};
}

}  // namespace kept::desk
