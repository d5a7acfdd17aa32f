using Delivery.Workflows.Values;

namespace Delivery.Workflows.Definitions;

/// <summary>What a definition says is to happen at a fault. Documents name a .NET type of Elsa's; its name is enough.</summary>
internal static class IncidentStrategies
{
    private const string Option = "incidentStrategyType";
    private const string Fault = "FaultStrategy";
    private const string ContinueWithIncidents = "ContinueWithIncidentsStrategy";

    /// <summary>Whether the instance goes on beside a fault; null when the definition does not say.</summary>
    public static bool? ContinuesWithIncidents(WorkflowDefinition definition) => Name(definition) switch
    {
        ContinueWithIncidents => true,
        Fault => false,
        _ => null,
    };

    /// <summary>The strategy that the definition asks for and that nobody knows; null when there is none such.</summary>
    public static string? Unknown(WorkflowDefinition definition) =>
        Name(definition) is null or Fault or ContinueWithIncidents ? null : definition.WorkflowOptions.TextMember(Option);

    private static string? Name(WorkflowDefinition definition)
    {
        if (definition.WorkflowOptions.TextMember(Option) is not { Length: > 0 } text)
        {
            return null;
        }

        var type = text.Split(',')[0].Trim();
        return type[(type.LastIndexOf('.') + 1)..];
    }
}
