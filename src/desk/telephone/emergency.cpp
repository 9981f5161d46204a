#include "desk/telephone/emergency.h"

#include "base/phone_number.h"
#include "desk/telephone/call_work.h"

namespace kept::desk {

bool dial_emergency(Transaction& tx, const Principal& who, const InteractionRow& talk,
                    const std::string& destination) {
  const auto set_up = tx.telephone().set_up();
  if (!set_up || !set_up->live || tx.jurisdiction().demo) return false;
  const auto number = base::PhoneNumber::parse(destination, tx.jurisdiction().default_region);
  auto row = tx.telephone().call_of(talk.id);
  if (!number.ok() || !row || !row->call.is_up() || row->call.agent != who.staff) return false;
  // Whoever was consulted before gives way.
  if (row->third) command(tx, *row, {Control::back});
  row->third = number->e164();
  tx.telephone_writer().save(*row);
  command(tx, *row, {Control::consult, who.staff, *row->third, row->phone.value_or("")});
  command(tx, *row, {Control::join});
  return true;
}

}  // namespace kept::desk
