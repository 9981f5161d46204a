#include "domain/cases/history_rules.h"

#include <algorithm>
#include <string>

#include "domain/cases/case.h"

namespace kept::domain {
namespace {

/// Looks at each event with the case as it was before, and with what the same unit of work recorded
/// after it.
class Judge {
 public:
  explicit Judge(const History& history) : history_(history) { case_.id = history.id; }

  std::vector<Breach> take() {
    for (at_ = 0; at_ < history_.events.size(); ++at_) {
      const EventRecord& record = history_.events[at_];
      std::visit([&](const auto& event) { look(event); }, record.what);
      apply(case_, record);
    }
    return std::move(breaches_);
  }

 private:
  void expect(bool holds, int rule, const char* what) {
    if (!holds) breaches_.push_back({rule, what});
  }

  /// Whether the unit of work went on with an event of this kind that `fits`. Units have no number;
  /// what another one recorded at the same instant can only make this look away.
  template <typename Kind, typename Fits>
  [[nodiscard]] bool goes_on_with(const Fits& fits) const {
    const base::Instant now = history_.events[at_].recorded_at;
    for (std::size_t i = at_ + 1; i < history_.events.size(); ++i) {
      if (history_.events[i].recorded_at != now) return false;
      const auto* event = std::get_if<Kind>(&history_.events[i].what);
      if (event != nullptr && fits(*event)) return true;
    }
    return false;
  }

  void look(const PromiseBroken& event) {
    const bool stands = std::ranges::any_of(
        case_.apologies, [&](const Apology& one) { return one.promise == event.id && !one.given; });
    expect(stands || goes_on_with<ApologyOwed>(
                         [&](const ApologyOwed& owed) { return owed.promise == event.id; }),
           1, "a promise was broken, and nobody owed an apology for it");
  }

  /// The next hop may take a message that was on its way while the promise was made.
  void look(const PromiseKept& event) {
    const Promise* promise = case_.find_promise(event.id);
    if (promise == nullptr || event.evidence == Evidence::message) return;
    expect(event.contact_at >= promise->made_at, 5,
           "a promise was kept by a contact from before it was made");
  }

  void look(const FollowUpDone& event) {
    const auto asked = std::ranges::find(case_.follow_ups, event.id, &FollowUp::id);
    if (event.heard || asked == case_.follow_ups.end()) return;
    const ContactId resident = asked->contact;
    const bool stands = std::ranges::any_of(
        case_.apologies, [&](const Apology& one) { return one.contact == resident && !one.given; });
    expect(stands || goes_on_with<ApologyOwed>(
                         [&](const ApologyOwed& owed) { return owed.contact == resident; }),
           4, "a resident had not heard, and nobody owed an apology for it");
  }

  void look(const AskReturned&) {
    const auto is_about_it = [](const auto& one) {
      return one.subject == DecisionSubject::department;
    };
    const bool stands = std::ranges::any_of(
        case_.decisions, [&](const PendingDecision& one) { return !one.made && is_about_it(one); });
    const bool goes_to_somebody = stands || goes_on_with<DecisionOwed>(is_about_it) ||
                                  goes_on_with<AskMade>([](const AskMade&) { return true; });
    expect(goes_to_somebody, 1, "a department returned it, and nobody decided where it goes");
  }

  template <typename Other>
  void look(const Other&) {}

  const History& history_;
  Case case_;
  std::size_t at_ = 0;
  std::vector<Breach> breaches_;
};

/// The duplicate, or the survivor, as it was just before it was joined.
struct Before {
  Case state;
  const EventRecord* record = nullptr;
};

/// Every time that this case had such an event about the other one.
template <typename Kind>
std::vector<Before> each(const History& history, CaseId Kind::*named, CaseId other) {
  std::vector<Before> found;
  Case state;
  state.id = history.id;
  for (const EventRecord& record : history.events) {
    const auto* event = std::get_if<Kind>(&record.what);
    if (event != nullptr && event->*named == other) found.push_back({state, &record});
    apply(state, record);
  }
  return found;
}

/// Owner, words and due as they were.
bool is_unchanged(const Promise& one, const Promise& other) {
  return one.id == other.id && one.owner == other.owner && one.words == other.words &&
         one.due == other.due;
}

bool moved_all_promises(const Case& duplicate, const JoinedBy& taken) {
  return std::ranges::all_of(duplicate.promises, [&](const Promise& left) {
    return !left.is_owed() || std::ranges::any_of(taken.promises, [&](const Promise& arrived) {
      return is_unchanged(left, arrived);
    });
  });
}

bool hears(const Case& survivor, const JoinedBy& taken, ContactId contact) {
  const auto stands_in = [&](const std::vector<ContactId>& all) {
    return std::ranges::find(all, contact) != all.end();
  };
  return survivor.reporter == contact || taken.follower == contact ||
         stands_in(survivor.followers) || (taken.followers && stands_in(*taken.followers));
}

}  // namespace

std::vector<Breach> check_history(const History& history) { return Judge(history).take(); }

std::vector<Breach> check_joining(const History& duplicate, const History& survivor) {
  std::vector<Breach> breaches;
  const auto left = each(duplicate, &JoinedTo::survivor, survivor.id);
  const auto arrived = each(survivor, &JoinedBy::duplicate, duplicate.id);
  if (left.size() != arrived.size()) {
    breaches.push_back({1, "one case was joined to another, and only one of them knows of it"});
    return breaches;
  }
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Case& before = left[i].state;
    const Case& stands = arrived[i].state;
    const auto& taken = std::get<JoinedBy>(arrived[i].record->what);
    if (stands.joined_to) {
      breaches.push_back({1, "a case was joined to one that was a duplicate itself"});
    }
    if (!moved_all_promises(before, taken)) {
      breaches.push_back({1, "a promise stayed with a duplicate, or came changed to the survivor"});
    }
    if (before.reporter && !hears(stands, taken, *before.reporter)) {
      breaches.push_back({3, "whoever reported a duplicate does not hear of the survivor"});
    }
    // Older programs left them behind.
    if (taken.followers && !std::ranges::all_of(before.followers, [&](ContactId follower) {
          return hears(stands, taken, follower);
        })) {
      breaches.push_back({3, "whoever followed a duplicate does not hear of the survivor"});
    }
  }
  return breaches;
}

}  // namespace kept::domain
