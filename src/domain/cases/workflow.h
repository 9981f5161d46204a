#pragma once

#include <algorithm>
#include <array>

#include "domain/cases/words.h"

namespace kept::domain {

struct CaseEdge {
  CaseState from;
  CaseState to;
  const char* why;
};

/// Every way a case's state can change. Nothing else does.
inline constexpr std::array kCaseEdges{
    CaseEdge{CaseState::open, CaseState::resolved, "the outcome is recorded"},
    CaseEdge{CaseState::resolved, CaseState::closed, "everybody was told, and it was checked"},
    CaseEdge{CaseState::resolved, CaseState::open, "reopened: the resident did not hear, or more"},
    CaseEdge{CaseState::closed, CaseState::open, "reopened"},
    CaseEdge{CaseState::open, CaseState::closed,
             "answered or referred on the line, joined to another case, compliment passed on, "
             "entered in error"},
};

constexpr bool may_become(CaseState from, CaseState to) {
  return std::any_of(kCaseEdges.begin(), kCaseEdges.end(),
                     [&](const CaseEdge& edge) { return edge.from == from && edge.to == to; });
}

}  // namespace kept::domain
