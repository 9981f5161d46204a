#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::testing {

// The people of the small city. Operators Oren and Amara, the manager Maya with her delegate, the
// supervisor Sofia, the administrator Ada; one department, open round the clock.
inline constexpr domain::StaffId kOren{101};
inline constexpr domain::StaffId kAmara{102};
inline constexpr domain::StaffId kMaya{103};
inline constexpr domain::StaffId kDelegate{104};
inline constexpr domain::StaffId kSofia{105};
inline constexpr domain::StaffId kAda{106};
inline constexpr domain::DepartmentId kTransportation{201};

/// Tuesday 24 November 2026, 11:40 in the small city, whose zone is UTC.
base::Instant noon_of_the_call();

desk::Principal acting(domain::StaffId staff);

/// Enters the city's set-up in one unit of work.
base::Result<base::Done> found_city(desk::Store& store);

/// Adds a resident with a name and a number; inside a unit of work.
domain::ContactId add_resident(desk::Transaction& tx, const std::string& name,
                               const std::string& phone);

/// Opens a case on a call that ends at once, with a promise by Oren to call back by `due_local`.
base::Result<domain::CaseId> open_promised_case(desk::Transaction& tx, domain::ContactId resident,
                                                const std::string& summary,
                                                const std::string& due_local);

/// What a copy of a case has of its own: its place among the copies, from 0, and its promise.
using OwnPromise = std::function<void(int, domain::Promise&)>;

/// Adds so many copies of a case with one promise, each a case and a conversation of its own; for
/// storms and measures.
void multiply_case(desk::Store& store, domain::CaseId model, int times, const OwnPromise& own = {});

/// The store of the small city in `directory`, founded when it is new.
std::unique_ptr<desk::Store> open_city(const std::filesystem::path& directory,
                                       const base::Clock& clock);

/// What `verify` finds wrong with the city in `directory`.
std::vector<std::string> differences(const std::filesystem::path& directory,
                                     const base::Clock& clock);

/// Does to the file what only somebody with a tool can do.
void run_sql(const std::filesystem::path& directory, const std::string& sql);
/// The first value of the first row.
std::int64_t read_sql(const std::filesystem::path& directory, const std::string& sql);

/// A directory that goes away with this.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace kept::testing
