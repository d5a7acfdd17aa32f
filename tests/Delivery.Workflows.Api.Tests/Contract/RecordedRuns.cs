using System.Text.Json.Nodes;
using Delivery.Testing;
using Delivery.Workflows.Api.Tests.Support;

namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>The workflows that the recorded server was given, and runs of them like those that were recorded.</summary>
public sealed class RecordedRuns : IAsyncLifetime
{
    private const string Paid = """
        { "model": { "definitionId": "paid", "name": "Paid", "root": { "id": "say", "type": "Elsa.PublishEvent", "version": 1,
          "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "OrderPaid" } },
          "correlationId": { "typeName": "String", "expression": { "type": "Literal", "value": "an-order-1" } },
          "payload": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "({ amount: 12 })" } } } }, "publish": true }
        """;

    private readonly Dictionary<string, string> _names = [];

    public ApiHost Host { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        foreach (var (name, call) in new[] { ("hello", "035"), ("sum", "053"), ("faulty", "058"), ("script", "060"), ("control", "062"), ("order", "064") })
        {
            var saved = await Host.PostJsonAsync("/workflow-definitions", RecordedAnswers.Find(call).Sent(), "analyst");
            _names[name] = saved["workflowDefinition"]!["definitionId"]!.GetValue<string>();
        }

        await Host.PostJsonAsync("/workflow-definitions", JsonNode.Parse(Paid)!, "analyst");
        _names["f"] = await RunAsync(_names["faulty"], null);
        _names["c"] = await RunAsync(_names["control"], "ctl");
        _names["p"] = await RunAsync(_names["order"], "an-order-1");
        _names["w"] = await RunAsync(_names["order"], "an-order-2");
        _names["x"] = await RunAsync(_names["order"], "an-order-3");
        await RunAsync("paid", null);
        using (await Host.SendAsync("POST", $"/elsa/api/cancel/workflow-instances/{_names["x"]}", new JsonObject(), "operator"))
        {
            await UntilAsync($"/workflow-instances/{_names["x"]}", answer => answer["subStatus"]!.GetValue<string>() == "Cancelled");
        }

        await UntilAsync($"/workflow-instances/{_names["c"]}", answer => answer["status"]!.GetValue<string>() == "Finished");
        await UntilAsync($"/workflow-instances/{_names["p"]}/variables", answer => answer.ToJsonString().Contains("12", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>With the ids that these names (in braces) have here.</summary>
    public string Fill(string text) =>
        _names.Aggregate(text, (filled, name) => filled.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));

    private async Task<string> RunAsync(string definition, string? correlation)
    {
        using var response = await Host.SendAsync(
            "POST", $"/elsa/api/workflow-definitions/{definition}/execute", new JsonObject { ["correlationId"] = correlation }, "analyst");
        return response.Headers.GetValues("x-elsa-workflow-instance-id").Single();
    }

    private Task UntilAsync(string path, Func<JsonNode, bool> isReached) =>
        Eventually.TrueAsync(async () => isReached(await Host.GetJsonAsync(path)), $"what is at {path} is as recorded");
}
