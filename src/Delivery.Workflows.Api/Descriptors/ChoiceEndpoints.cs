using Delivery.Workflows.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Delivery.Workflows.Api.Descriptors;

/// <summary>What the Studio offers in its drop-downs: only what the engine keeps.</summary>
internal static class ChoiceEndpoints
{
    private const string MonacoLanguage = "MonacoLanguage";
    private static readonly Dictionary<string, string> NoProperties = [];

    private static readonly ExpressionModel[] Expressions =
    [
        new("Literal", "Literal", true, false, NoProperties),
        new("Object", "Object", true, false, new Dictionary<string, string> { [MonacoLanguage] = "json" }),
        new("Json", "Json", true, false, new Dictionary<string, string> { [MonacoLanguage] = "json" }),
        new("Variable", "Variable", true, true, NoProperties),
        new("Input", "Input", true, true, NoProperties),
        new("JavaScript", "JavaScript", true, true, new Dictionary<string, string> { [MonacoLanguage] = "javascript" }),
        new("Liquid", "Liquid", true, true, new Dictionary<string, string> { [MonacoLanguage] = "liquid" }),
    ];

    private static readonly VariableTypeModel[] VariableTypes =
    [
        new("Object", "Object", "Primitives", "Anything: the value stays as it comes."),
        new("String", "String", "Primitives", "Text."),
        new("Boolean", "Boolean", "Primitives", "True or false."),
        new("Int32", "Int32", "Primitives", "A whole number of up to nine digits."),
        new("Int64", "Int64", "Primitives", "A whole number of up to eighteen digits."),
        new("Single", "Single", "Primitives", "A number with a few decimal places."),
        new("Double", "Double", "Primitives", "A number with many decimal places."),
        new("Decimal", "Decimal", "Primitives", "An exact decimal number, such as an amount of money."),
        new("Guid", "Guid", "Primitives", "An id that is unique in the world."),
        new("DateTime", "DateTime", "Primitives", "A date and a time."),
        new("DateTimeOffset", "DateTimeOffset", "Primitives", "A point in time, with its distance from UTC."),
        new("TimeSpan", "TimeSpan", "Primitives", "A length of time, such as 00:05:00 for five minutes."),
        new("StringDictionary", "StringDictionary", "Lookups", "Texts by name."),
        new("ObjectDictionary", "ObjectDictionary", "Lookups", "Values by name."),
        new("JSON", "JSON", "Dynamic", "Any JSON."),
        new("JsonElement", "JsonElement", "Dynamic", "Any JSON."),
        new("JsonNode", "JsonNode", "Dynamic", "Any JSON."),
        new("JsonObject", "JsonObject", "Dynamic", "A JSON object."),
        new("ByteArray", "ByteArray", "Data", "Bytes."),
    ];

    /// <summary>Their names are what definitions hold; the server that was recorded answers names that its own definitions never have.</summary>
    private static readonly StorageDriverModel[] StorageDrivers =
    [
        new("WorkflowInstanceStorageDriver", "Workflow Instance", 5, false),
        new("MemoryStorageDriver", "Memory", 0, false),
        new("WorkflowStorageDriver", "Workflow", -1, true),
    ];

    private static readonly StrategyModel[] ActivationStrategies =
    [
        new("Always", "Every start makes a new instance.", "Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core"),
        new(
            "Correlated singleton",
            "No second instance of this workflow runs for the same correlation id.",
            "Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime"),
        new(
            "Correlation",
            "No second instance of any workflow runs for the same correlation id.",
            "Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime"),
        new(
            "Singleton",
            "No second instance of this workflow runs.",
            "Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime"),
    ];

    private static readonly StrategyModel[] IncidentStrategies =
    [
        new("Continue with incidents", "What has failed stands still, the rest goes on.", "ContinueWithIncidentsStrategy"),
        new("Fault", "The whole instance stops at the first failure.", "FaultStrategy"),
    ];

    private static readonly StrategyModel[] LogPersistenceStrategies =
    [
        new("Configuration", "As an expression says.", "Elsa.Workflows.LogPersistence.Strategies.Configuration, Elsa.Workflows.Core"),
        new("Exclude", "Values are not kept in records.", "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core"),
        new("Include", "Values are kept in records.", "Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core"),
        new("Inherit", "As the workflow or the activity around it says.", "Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core"),
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        var descriptors = api.MapGroup("/descriptors").Needs(Permissions.Read);
        descriptors.MapGet("/expression-descriptors", () => ElsaJson.List(Expressions));
        descriptors.MapGet("/variables", () => ElsaJson.Answer(new ElsaItems<VariableTypeModel>(VariableTypes)));
        descriptors.MapGet("/storage-drivers", () => ElsaJson.Answer(new ElsaItems<StorageDriverModel>(StorageDrivers)));
        descriptors.MapGet("/workflow-activation-strategies", () => ElsaJson.List(ActivationStrategies));
        descriptors.MapGet("/incident-strategies", () => ElsaJson.List(IncidentStrategies));
        descriptors.MapGet("/log-persistence-strategies", () => ElsaJson.List(LogPersistenceStrategies));
        // A burst is always one transaction (R10): there is nothing to choose.
        descriptors.MapGet("/commit-strategies/workflows", () => ElsaJson.List(Array.Empty<CommitStrategyModel>()));
        descriptors.MapGet("/commit-strategies/activities", () => ElsaJson.List(Array.Empty<CommitStrategyModel>()));
        descriptors.MapGet("/output-converters", OutputConverters);
        api.MapGet("/resilience/strategies", () => ElsaJson.List(Array.Empty<StrategyModel>())).Needs(Permissions.Read);
        api.MapGet("/resilience/retries/{activityInstanceId}", (string activityInstanceId) => ElsaJson.Answer(new ElsaPage<StrategyModel>([], 0, [])))
            .Needs(Permissions.Read);
    }

    private static JsonHttpResult<ElsaList<StrategyModel>> OutputConverters(HttpRequest request)
    {
        foreach (var name in new[] { "sourceType", "destinationType" })
        {
            if (request.Query.Text(name) is null)
            {
                throw new ElsaRefusal($"The query parameter '{name}' must name a type.");
            }
        }

        return ElsaJson.List(Array.Empty<StrategyModel>());
    }
}
