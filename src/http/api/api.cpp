#include "http/api/api.h"

#include <algorithm>
#include <mutex>

#include "domain/cases/routing.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

/// Whom calls concern. That something changed tells nothing of anybody.
bool talks(const domain::Directory& people, const Watcher& watcher) {
  const domain::StaffMember* member = people.find(domain::StaffId{watcher.principal});
  return member != nullptr && member->active && desk::may(member->role, desk::Action::talk);
}

}  // namespace

void add_api(Router& router, const ApiOptions& options) {
  // Handlers hold the door; the router lives as long as the server.
  auto door = std::make_shared<Door>(options);
  for (const auto add :
       {add_sessions, add_search, add_interactions, add_telephone, add_recordings, add_contacts,
        add_cases, add_endings, add_asks, add_promises, add_places, add_map, add_lists, add_people,
        add_knowledge, add_publicity, add_clock, add_links, add_test_clock}) {
    add(router, *door);
  }
  router.on("GET", "/healthz", [door](const Request&) {
    return json_response(200, json::object{{"alive", true}});
  });
  router.on("GET", "/readyz", [door](const Request&) {
    const auto trouble = door->options().trouble();
    if (!trouble) return json_response(200, json::object{{"ready", true}});
    return json_response(503, json::object{{"ready", false}, {"why", *trouble}});
  });
}

void add_live(Server& server, const ApiOptions& options) {
  auto door = std::make_shared<Door>(options);
  // Who watches is named by staff id; whether that person may still see is asked for each change.
  server.watch_at("/api/v1/live", [door](const Request& request) -> std::optional<Watcher> {
    const auto me = door->signed_in(request);
    if (!me || !me->active) return std::nullopt;
    return Watcher{me->id.value,
                   door->sessions().ending(*request.cookie("kept311_session")).session};
  });
  options.store.subscribe([&server, door](const std::vector<desk::Change>& changes) {
    door->options().store.read([&](desk::Reader& reader) {
      const auto people = reader.directory();
      for (const desk::Change& change : changes) {
        if (change.telephone) {
          server.publish(std::make_shared<const std::string>(
                             json::serialize(json::object{{"topic", "telephone"}})),
                         [&](const Watcher& watcher) { return talks(*people, watcher); });
          continue;
        }
        const auto may_see = [&](const Watcher& watcher) {
          const domain::StaffMember* member = people->find(domain::StaffId{watcher.principal});
          return member != nullptr && member->active &&
                 desk::may(member->role, desk::Action::read_cases) &&
                 !domain::is_barred(*people, change.complained_about, member->id) &&
                 !reader.has_ended(watcher.session);
        };
        server.publish(std::make_shared<const std::string>(json::serialize(
                           json::object{{"topic", "case"},
                                        {"number", std::to_string(change.case_number)},
                                        {"version", change.version}})),
                       may_see);
      }
    });
  });
}

}  // namespace kept::http
