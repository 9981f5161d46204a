#include "desk/partner_request.h"

#include <algorithm>

#include "base/text.h"
#include "desk/public_text.h"
#include "domain/places/point.h"

namespace kept::desk {
namespace {

constexpr std::size_t kLongestDescription = 4000;

bool shares(const PartnerRow& partner, PartnerShare what) {
  return std::ranges::find(partner.shares, what) != partner.shares.end();
}

std::string their_value(const PartnerAttribute& attribute, const std::string& ours) {
  for (const auto& [value, theirs] : attribute.values) {
    if (value == ours) return theirs;
  }
  return ours;
}

class Writing {
 public:
  Writing(Reader& reader, const PartnerRow& partner, const DeliveryRow& delivery)
      : reader_(reader),
        partner_(partner),
        delivery_(delivery),
        state_(reader.load_case(delivery.case_id)) {}

  PartnerFields write() {
    add("jurisdiction_id", partner_.jurisdiction_id);
    const auto mapped = std::ranges::find_if(partner_.services, [&](const PartnerService& one) {
      return one.service == state_.service;
    });
    if (mapped != partner_.services.end()) {
      add("service_code", mapped->their_code);
      attributes(*mapped);
    }
    place();
    resident();
    add("description", description());
    return std::move(fields_);
  }

  [[nodiscard]] bool lacks_place() {
    return !has_point() && !text(state_.place).empty() && !place_leaves();
  }

 private:
  [[nodiscard]] bool has_point() { return domain::Point::parse(text(state_.point)).has_value(); }

  void add(const std::string& name, const std::string& value) {
    if (!value.empty()) fields_.emplace_back(name, value);
  }

  [[nodiscard]] std::string text(const domain::PersonalRef& ref) {
    return ref ? reader_.personal(ref).value_or("") : "";
  }

  void place() {
    if (const auto point = domain::Point::parse(text(state_.point))) {
      add("lat", domain::plain_decimal(point->lat));
      add("long", domain::plain_decimal(point->lng));
    }
    if (place_leaves()) add("address_string", text(state_.place));
  }

  [[nodiscard]] bool place_leaves() {
    if (shares(partner_, PartnerShare::description)) return true;
    return may_leave(reader_, state_, state_.place, text(state_.place));
  }

  [[nodiscard]] const ServiceRow* our_service() {
    if (services_.empty()) services_ = reader_.services();
    const auto found = std::ranges::find_if(
        services_, [&](const ServiceRow& row) { return row.id == state_.service; });
    return found == services_.end() ? nullptr : &*found;
  }

  [[nodiscard]] bool takes_several(const std::string& code) {
    const ServiceRow* service = our_service();
    return service != nullptr && std::ranges::any_of(service->questions, [&](const auto& asked) {
             return asked.code == code && asked.datatype == "multivaluelist";
           });
  }

  void attributes(const PartnerService& service) {
    for (const PartnerAttribute& attribute : service.attributes) {
      const auto answer = std::ranges::find_if(
          state_.answers, [&](const domain::Answer& one) { return one.code == attribute.code; });
      if (answer == state_.answers.end()) continue;
      const std::string name = "attribute[" + attribute.their_code + "]";
      const std::string value = text(answer->value);
      if (!takes_several(attribute.code)) {
        add(name, their_value(attribute, value));
        continue;
      }
      for (std::size_t from = 0; from <= value.size();) {
        const std::size_t end = std::min(value.find(',', from), value.size());
        add(name + "[]", their_value(attribute, value.substr(from, end - from)));
        from = end + 1;
      }
    }
  }

  void resident() {
    const auto contact = state_.reporter ? reader_.contact(*state_.reporter) : std::nullopt;
    if (!contact) return;
    if (shares(partner_, PartnerShare::name) && contact->name) {
      const std::size_t parting = contact->name->find_last_of(' ');
      add("first_name", contact->name->substr(0, parting));
      if (parting != std::string::npos) add("last_name", contact->name->substr(parting + 1));
    }
    if (shares(partner_, PartnerShare::phone) && !contact->phones.empty()) {
      add("phone", contact->phones.front());
    }
    if (shares(partner_, PartnerShare::email)) add("email", contact->email.value_or(""));
  }

  [[nodiscard]] std::string description() {
    std::string words = text(state_.summary);
    if (!shares(partner_, PartnerShare::description) &&
        !may_leave(reader_, state_, state_.summary, words)) {
      const ServiceRow* service = our_service();
      words = service == nullptr ? "" : service->name.en;
    }
    // First, for whoever keeps only the beginning of a long text would keep no reference.
    std::string all = reader_.jurisdiction().name + " 311, " + delivery_.reference + "\n\n";
    all += base::cut_to(words, kLongestDescription - all.size());
    return all;
  }

  Reader& reader_;
  const PartnerRow& partner_;
  const DeliveryRow& delivery_;
  domain::Case state_;
  std::vector<ServiceRow> services_;
  PartnerFields fields_;
};

}  // namespace

PartnerFields write_partner_request(Reader& reader, const PartnerRow& partner,
                                    const DeliveryRow& delivery) {
  return Writing(reader, partner, delivery).write();
}

bool lacks_place(Reader& reader, const PartnerRow& partner, const DeliveryRow& delivery) {
  return Writing(reader, partner, delivery).lacks_place();
}

std::vector<PhotoRow> partner_photos(Reader& reader, const PartnerRow& partner, domain::CaseId id) {
  std::vector<PhotoRow> photos;
  if (partner.photos == PartnerPhotos::none) return photos;
  const bool shares_all =
      partner.photos == PartnerPhotos::files && shares(partner, PartnerShare::description);
  const auto services = reader.services();
  for (const PhotoRow& photo : reader.photos({id})) {
    const auto service = std::ranges::find_if(
        services, [&](const ServiceRow& row) { return row.id == photo.service; });
    const bool is_for_all = photo.is_public && service != services.end() && service->is_public;
    if (shares_all || is_for_all) photos.push_back(photo);
  }
  return photos;
}

}  // namespace kept::desk
