using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Orchestrator.Instances;

/// <summary>Which instances to list; what is absent does not matter.</summary>
/// <param name="CorrelationId">The order.</param>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Status">Running or Finished.</param>
/// <param name="SubStatus">Suspended, Finished, Cancelled or Faulted.</param>
/// <param name="HasIncidents">True for those in which something went wrong.</param>
internal sealed record InstanceQuery(string? CorrelationId, string? DefinitionId, string? Status, string? SubStatus, bool? HasIncidents)
{
    /// <exception cref="ProblemException">A value is none that there is.</exception>
    public InstanceFilter ToFilter() => new()
    {
        CorrelationId = Id(CorrelationId, "correlationId"),
        DefinitionId = Id(DefinitionId, "definitionId"),
        Status = Parse<WorkflowStatus>(Status, "status"),
        SubStatus = Parse<WorkflowSubStatus>(SubStatus, "subStatus"),
        HasIncidents = HasIncidents,
    };

    private static string? Id(string? value, string name) => string.IsNullOrEmpty(value) ? null
        : Ids.IsPlausible(value) ? value
        : throw new ProblemException(OrchestratorProblems.InvalidFilter, $"Send a {name} as a list shows it.");

    private static TEnum? Parse<TEnum>(string? value, string name)
        where TEnum : struct, Enum
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return Enum.TryParse<TEnum>(value, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)
            ? parsed
            : throw new ProblemException(
                OrchestratorProblems.InvalidFilter, $"Send one of {string.Join(", ", Enum.GetNames<TEnum>())} as {name}, or none for all.");
    }
}
