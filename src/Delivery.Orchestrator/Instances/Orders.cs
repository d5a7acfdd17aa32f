using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Alterations;

namespace Delivery.Orchestrator.Instances;

/// <summary>Makes orders of what operators send.</summary>
internal static class Orders
{
    private const int MaxNoteLength = 1000;

    public static AlterationOrder Of(ClaimsPrincipal user, string? note, params IReadOnlyList<Alteration> alterations)
    {
        if (note?.Length > MaxNoteLength || FreeText.HasControlCharacters(note))
        {
            throw new ProblemException(OrchestratorProblems.InvalidNote, $"Send a text of up to {MaxNoteLength} characters, without control characters.");
        }

        return new AlterationOrder { Alterations = alterations, By = user.Subject(), Note = string.IsNullOrWhiteSpace(note) ? null : note };
    }
}
