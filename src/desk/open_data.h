#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "desk/ports/open_data.h"
#include "desk/ports/store.h"

namespace kept::desk {

/// What of a request everybody may read, by the city's set-up: of a service that is not public
/// number, state, service and times only (domain.md, rule 7); places as exact as the service says;
/// free text where the city allows it and the check finds nothing in it (public_text.h).
class OpenDataRules {
 public:
  explicit OpenDataRules(Reader& reader);

  [[nodiscard]] OpenRecord shown(OpenDataRow row) const;
  [[nodiscard]] std::vector<domain::ServiceId> services_of(
      const std::set<std::string>& codes) const;
  /// The same, without those whose places nobody is told exactly: to ask for them by their area
  /// would tell it. Empty: of all services.
  [[nodiscard]] std::vector<domain::ServiceId> placed_services_of(
      const std::set<std::string>& codes) const;
  /// Changes when the same row would be shown otherwise.
  [[nodiscard]] std::string digest() const;

 private:
  void withhold(OpenRecord& record, const ServiceRow* service, const OpenDataRow& row) const;

  std::string city_;
  std::string region_;
  bool free_text_;
  std::shared_ptr<const Catalogue> catalogue_;
  std::map<std::string, const ServiceRow*, std::less<>> services_;
  std::map<domain::ServiceId, const ServiceRow*> codes_;
  std::map<domain::DepartmentId, std::string> departments_;
};

/// All requests that a query wants, those of the system before and cases, the first made first.
/// Reads page by page, each in a snapshot of its own: a long walk keeps nobody from writing, and a
/// request that changes meanwhile is told once, as it is when its page is read.
class OpenDataWalk {
 public:
  /// `goes_on` is asked before each page, with how far the walk is; false ends it there.
  OpenDataWalk(Store& store, OpenDataQuery query,
               std::function<bool(base::Instant at)> goes_on = {});

  [[nodiscard]] std::optional<OpenRecord> next();
  /// Whether it was ended before its end.
  [[nodiscard]] bool was_ended() const { return was_ended_; }

 private:
  struct Source {
    std::function<OpenDataPage(Reader&, const OpenDataKey&)> read;
    std::deque<OpenDataRow> rows;
    OpenDataKey last;
    bool is_over = false;
  };
  void fill(Source& source);

  Store& store_;
  OpenDataQuery query_;
  std::unique_ptr<OpenDataRules> rules_;
  Source records_;
  Source cases_;
  std::function<bool(base::Instant)> goes_on_;
  bool was_ended_ = false;
};

/// Both days belong to it, by the city's clock; nothing: without an end.
[[nodiscard]] base::Result<OpenDataQuery> open_data_period(Reader& reader,
                                                           const std::optional<std::string>& from,
                                                           const std::optional<std::string>& until);

/// Something that everybody could read is not to be read any more: no file that was made with it is
/// handed out again. In the unit of work in which that happens.
void withdraw_from_open_data(Transaction& tx);

/// What open data stand at.
struct OpenDataVersion {
  std::string data;       ///< the same text, the same data
  std::string withdrawn;  ///< another text: something may have been told that is not told any more
};
[[nodiscard]] OpenDataVersion open_data_version(Store& store);

}  // namespace kept::desk
