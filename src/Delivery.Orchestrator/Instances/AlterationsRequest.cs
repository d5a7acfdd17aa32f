using System.Security.Claims;
using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Alterations;

namespace Delivery.Orchestrator.Instances;

/// <summary>What to do to instances.</summary>
/// <param name="Alterations">In Elsa's form: objects with a <c>type</c>.</param>
/// <param name="Note">Why; for the journal.</param>
/// <param name="Revision">Only if the instance is still at this revision.</param>
internal record AlterationsRequest(IReadOnlyList<JsonObject>? Alterations, string? Note, int? Revision)
{
    private const int MaxAlterations = 100;

    /// <exception cref="ProblemException">An alteration is none that there is.</exception>
    public AlterationOrder ToOrder(ClaimsPrincipal user)
    {
        if (Alterations is not { Count: > 0 and <= MaxAlterations })
        {
            throw new ProblemException(OrchestratorProblems.InvalidAlteration, $"Send 1 to {MaxAlterations} alterations, each an object with a type.");
        }

        try
        {
            return Orders.Of(user, Note, [.. Alterations.Select(Alteration.Parse)]) with { Revision = Revision };
        }
        catch (AlterationException exception)
        {
            throw new ProblemException(OrchestratorProblems.InvalidAlteration, exception.Message);
        }
    }
}
