#include "desk/telephone/emergency.h"

#include <algorithm>

#include "base/phone_number.h"
#include "desk/telephone/call_parties.h"
#include "desk/telephone/call_work.h"

namespace kept::desk {

bool is_emergency_number(Reader& reader, const std::string& e164) {
  const std::string region = reader.jurisdiction().default_region;
  const auto dangers = reader.dangers();
  return std::ranges::any_of(dangers, [&](const DangerRow& one) {
    const auto number = base::PhoneNumber::parse(one.destination, region);
    return number.ok() && number->e164() == e164;
  });
}

bool may_dial_emergencies(Reader& reader) {
  const auto set_up = reader.telephone().set_up();
  return set_up && set_up->live && !reader.jurisdiction().demo;
}

std::string number_to_present(Reader& reader, const CallRow& row, const std::string& e164) {
  return is_emergency_number(reader, e164) ? row.phone.value_or("") : std::string();
}

bool dial_emergency(Transaction& tx, const Principal& who, const InteractionRow& talk,
                    const std::string& destination) {
  if (!may_dial_emergencies(tx)) return false;
  const auto number = base::PhoneNumber::parse(destination, tx.jurisdiction().default_region);
  auto row = tx.telephone().call_of(talk.id);
  if (!number.ok() || !row || !row->call.is_up() || row->call.agent != who.staff) return false;
  if (row->third == number->e164()) return true;  // pressed twice
  // Whoever was consulted before gives way.
  if (row->third) {
    command(tx, *row, {Control::back});
    third_leaves(tx, *row, tx.now(), domain::NotCome::taken_back);
  }
  if (row->colleague && row->colleague->accepted) {
    command(tx, *row, {Control::back, {}, {}, {}, row->colleague->staff});
  } else {
    let_colleague_go(tx, *row, tx.now(), domain::NotCome::taken_back);
  }
  ask_third(tx, *row, number->e164());
  tx.telephone_writer().save(*row);
  command(tx, *row,
          {Control::consult, who.staff, *row->third, number_to_present(tx, *row, *row->third)});
  return true;
}

}  // namespace kept::desk
