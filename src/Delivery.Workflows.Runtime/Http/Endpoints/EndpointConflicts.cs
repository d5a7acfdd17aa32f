using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Refuses to publish an endpoint that another one would make ambiguous: templates that differ only in their parameters' names are the same.</summary>
internal static partial class EndpointConflicts
{
    public static async Task CheckAsync(
        WorkflowsDbContext db, string definitionId, IEnumerable<Trigger> triggers, CancellationToken cancellationToken)
    {
        Trigger[] endpoints = [.. triggers.Where(trigger => trigger.Name == EndpointRoutes.Stimulus)];
        if (endpoints.Length == 0)
        {
            return;
        }

        var others = await db.Triggers.Where(trigger => trigger.Name == EndpointRoutes.Stimulus && trigger.DefinitionId != definitionId)
            .Select(trigger => new { trigger.DefinitionId, trigger.Payload }).ToListAsync(cancellationToken);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var other in others.Concat(db.Triggers.Local.Where(trigger => trigger.Name == EndpointRoutes.Stimulus && trigger.DefinitionId != definitionId)
            .Select(trigger => new { trigger.DefinitionId, trigger.Payload })))
        {
            taken.TryAdd(KeyOf(JsonNode.Parse(other.Payload)!.AsObject()), $"the workflow '{other.DefinitionId}'");
        }

        foreach (var endpoint in endpoints)
        {
            var key = KeyOf(endpoint.Payload!);
            if (RoutePath.TryParse(endpoint.Payload!["Path"]!.GetValue<string>()) is null)
            {
                throw new ProblemException(
                    WorkflowProblems.DefinitionInvalid,
                    $"{definitionId} cannot be published. The path of the endpoint '{endpoint.ActivityId}' is none: write parameters as {{name}}, each once.");
            }

            if (!taken.TryAdd(key, $"its activity '{endpoint.ActivityId}'"))
            {
                throw new ProblemException(
                    WorkflowProblems.DefinitionInvalid,
                    $"{definitionId} cannot be published. The endpoint '{endpoint.ActivityId}' takes {key}, which {taken[key]} takes already. Choose another path.");
            }
        }
    }

    private static string KeyOf(JsonObject payload) =>
        $"{payload["Method"]?.GetValue<string>()} /{Parameter().Replace(payload["Path"]?.GetValue<string>() ?? "", "{}")}";

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Parameter();
}
