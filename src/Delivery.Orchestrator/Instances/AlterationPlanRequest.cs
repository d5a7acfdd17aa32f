using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Workflows.Runtime.Alterations;

namespace Delivery.Orchestrator.Instances;

/// <summary>What to do to many instances.</summary>
/// <param name="Id">An id of the caller's own, so that sending it again submits nothing.</param>
/// <param name="Alterations">In Elsa's form.</param>
/// <param name="Filter">Which instances.</param>
/// <param name="Note">Why.</param>
internal sealed record AlterationPlanRequest(string? Id, IReadOnlyList<JsonObject>? Alterations, AlterationFilter? Filter, string? Note)
    : AlterationsRequest(Alterations, Note, Revision: null)
{
    public string? PlanId() => string.IsNullOrEmpty(Id) ? null
        : Ids.IsPlausible(Id) ? Id
        : throw new ProblemException(OrchestratorProblems.InvalidFilter, "Send an id of letters, digits, _ and -, or none.");

    public AlterationFilter ToFilter() =>
        Filter ?? throw new ProblemException(OrchestratorProblems.InvalidFilter, "Send a filter; {\"emptyFilterSelectsAll\":true} is for all.");
}
