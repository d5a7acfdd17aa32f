using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Alterations;

namespace Delivery.Workflows.Api.Alterations;

/// <summary>Reads which instances are meant. A criterion that we do not have is refused: leaving it out would mean more instances.</summary>
internal static class AlterationFilterReader
{
    private static readonly string[] NotOffered = ["names", "searchTerm", "timestampFilters", "statuses", "activityFilters"];

    public static AlterationFilter Read(JsonObject json)
    {
        if (NotOffered.FirstOrDefault(member => IsGiven(json[member])) is { } member)
        {
            throw new ElsaRefusal($"Instances cannot be chosen by '{member}' here. Choose them by id, correlation, definition, version, sub-status or incidents.");
        }

        return new AlterationFilter
        {
            EmptyFilterSelectsAll = ElsaValues.Flag(ElsaValues.Blank(json.Text("emptyFilterSelectsAll")), "emptyFilterSelectsAll") ?? false,
            WorkflowInstanceIds = json.Texts("workflowInstanceIds"),
            CorrelationIds = json.Texts("correlationIds"),
            DefinitionIds = json.Texts("definitionIds"),
            DefinitionVersionIds = json.Texts("definitionVersionIds"),
            SubStatuses = [.. json.Texts("subStatuses").Select(text => ElsaValues.Choice<WorkflowSubStatus>(text)!.Value)],
            HasIncidents = ElsaValues.Flag(ElsaValues.Blank(json.Text("hasIncidents")), "hasIncidents"),
        };
    }

    private static bool IsGiven(JsonNode? value) => value switch
    {
        null => false,
        JsonArray items => items.Count > 0,
        _ => value.ToString().Length > 0,
    };
}
