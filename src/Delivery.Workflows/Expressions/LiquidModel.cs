using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;
using DotLiquid;

namespace Delivery.Workflows.Expressions;

/// <summary>What templates see.</summary>
internal static class LiquidModel
{
    public static Hash Create(EvaluationScope scope) => new()
    {
        ["Variables"] = Lazy(name => scope.TryGetVariable(name, out var value) ? value : null),
        ["Input"] = Lazy(name => scope.ActivityInputs?.GetValueOrDefault(name) ?? scope.GetInput(name)),
        ["CorrelationId"] = scope.Run.CorrelationId,
        ["WorkflowDefinitionId"] = scope.Definition.DefinitionId,
        ["WorkflowDefinitionVersionId"] = scope.Definition.Id,
        ["WorkflowDefinitionVersion"] = scope.Definition.Version,
        ["WorkflowInstanceId"] = scope.Run.InstanceId,
    };

    public static object? ToLiquid(JsonNode? node) => node switch
    {
        null => null,
        JsonObject json => ToHash(json),
        JsonArray items => items.Select(ToLiquid).ToList(),
        _ => Scalar(node),
    };

    public static JsonNode? FromLiquid(object? value) => value switch
    {
        IDictionary<string, object?> hash => new JsonObject(hash.Select(pair => KeyValuePair.Create(pair.Key, FromLiquid(pair.Value)))),
        System.Collections.IEnumerable items and not string => new JsonArray([.. items.Cast<object?>().Select(FromLiquid)]),
        _ => JsonValues.Own(value),
    };

    private static Hash Lazy(Func<string, JsonNode?> read) => new((_, name) => ToLiquid(read(name)));

    private static Hash ToHash(JsonObject json)
    {
        var hash = new Hash();
        foreach (var (name, value) in json)
        {
            hash[name] = ToLiquid(value);
        }

        return hash;
    }

    private static object Scalar(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => JsonValues.Number(node) is var number && Math.Floor(number) == number && Math.Abs(number) < 9e15 ? (object)(long)number : number,
    };
}
