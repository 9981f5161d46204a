#pragma once

#include <array>
#include <bitset>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include "domain/cases/policy.h"
#include "domain/people/directory.h"
#include "domain/promises/promise.h"

/// The explorer tries what people and the clock can do to one case in a small world, and looks
/// after every unit of work whether the rules of the domain hold.
namespace kept::explorer {

inline constexpr domain::StaffId kOperator{1};  ///< off on Tuesdays
inline constexpr domain::StaffId kManager{2};
inline constexpr domain::StaffId kDelegate{
    3};  ///< covers for the manager, and she for him: a cycle
inline constexpr domain::StaffId kSupervisor{4};
inline constexpr std::size_t kStaff = 4;

inline constexpr domain::DepartmentId kParks{1};  ///< the manager's
inline constexpr domain::DepartmentId kRoads{2};  ///< the delegate's
inline constexpr domain::TeamId kGardeners{1};    ///< of the parks; the delegate leads it

inline constexpr domain::ContactId kAnna{1};  ///< reports the case; reads mail
inline constexpr domain::ContactId kBen{2};   ///< wants the same; has no address

inline const domain::PersonalRef kText{1, "digest"};

/// Who is away, and whose account is disabled.
struct Presence {
  std::array<std::optional<domain::Absence>, kStaff> away{};
  std::bitset<kStaff> disabled;
};

constexpr std::size_t index_of(domain::StaffId staff) {
  return static_cast<std::size_t>(staff.value - 1);
}

/// One city with Toronto's clocks, on the Friday before they go forward. Calendars and policy never
/// change; directories are built once for each presence. One thread's; a copy is another world.
class World {
 public:
  World();

  [[nodiscard]] const base::TimeZone& zone() const { return zone_; }
  [[nodiscard]] const domain::Policy& policy() const { return policy_; }
  [[nodiscard]] domain::Policy& policy() { return policy_; }
  [[nodiscard]] const domain::Directory& people(const Presence& presence);

  /// The Friday, 10:00.
  [[nodiscard]] base::Instant begin() const { return begin_; }

  /// A due time that the zone resolves: "2026-03-08T02:30" does not exist there.
  [[nodiscard]] domain::DueTime due(const std::string& wall) const;

  /// The first 14:00 of a weekday after `instant`; with `skip` as many later.
  [[nodiscard]] domain::DueTime next_due(base::Instant instant, int skip) const;

 private:
  using Key = std::array<std::tuple<bool, base::Instant, base::Instant>, kStaff>;
  [[nodiscard]] std::shared_ptr<const domain::Directory> build(const Presence& presence) const;

  base::TimeZone zone_;
  domain::Policy policy_;
  domain::Calendar calendar_;
  base::Instant begin_{};
  std::map<Key, std::shared_ptr<const domain::Directory>> directories_;
};

}  // namespace kept::explorer
