using Delivery.Orchestrator.Escalations;
using Delivery.ServiceDefaults.Problems;

namespace Delivery.Orchestrator;

/// <summary>What this module refuses.</summary>
internal static class OrchestratorProblems
{
    public static readonly ProblemType EscalationNotFound = new("escalation-not-found", 404, "There is no such escalation.");

    public static readonly ProblemType EscalationResolved = new("escalation-resolved", 409, "The escalation is not open any more.");

    public static readonly ProblemType InstanceNotFound = new("workflow-instance-not-found", 404, "There is no such workflow instance.");

    public static readonly ProblemType PlanNotFound = new("workflow-plan-not-found", 404, "There is no such plan.");

    public static readonly ProblemType InvalidAlteration = new("invalid-alteration", 400, "The alteration is not valid.");

    public static readonly ProblemType InvalidFilter = new("invalid-filter", 400, "The filter is not valid.");

    public static readonly ProblemType InvalidState = new("invalid-escalation-state", 400, "The state is not valid.");

    public static readonly ProblemType InvalidNote = new("invalid-note", 400, "The note is not valid.");

    public static readonly ProblemType ResolutionMissing = new("resolution-missing", 400, "The resolution is missing.");

    public static ProblemException AlreadyResolved(Escalation escalation) =>
        new(EscalationResolved, $"The escalation is {escalation.State} since {escalation.ResolvedAt:O}; that stands. Read the order to see how it goes on.")
        {
            Extensions =
            {
                ["state"] = escalation.State.ToString(),
                ["resolvedBy"] = escalation.ResolvedBy,
                ["resolvedAt"] = escalation.ResolvedAt,
            },
        };
}
