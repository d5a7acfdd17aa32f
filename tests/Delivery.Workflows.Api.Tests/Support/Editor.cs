using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Tests.Support;

/// <summary>An analyst who has a definition open in the Studio.</summary>
internal sealed class Editor
{
    private static readonly string[] Sent =
        ["definitionId", "id", "name", "description", "version", "toolVersion", "variables", "inputs", "outputs", "outcomes", "customProperties", "options", "root"];

    private readonly ApiHost _host;
    private readonly string _token;

    private Editor(ApiHost host, string token, JsonObject model)
    {
        _host = host;
        _token = token;
        Model = model;
    }

    /// <summary>As it is sent with the next save; without what an answer to a save would change in it.</summary>
    public JsonObject Model { get; }

    public static async Task<Editor> CreateAsync(ApiHost host, string definitionId, string token = "analyst")
    {
        var model = JsonNode.Parse($$"""
            { "definitionId": "{{definitionId}}", "name": "{{definitionId}}", "root": { "id": "Seq1", "type": "Elsa.Sequence", "version": 1, "activities": [] } }
            """)!;
        await host.PostJsonAsync("/workflow-definitions", new JsonObject { ["model"] = model }, token);
        return await OpenAsync(host, definitionId, token);
    }

    public static async Task<Editor> OpenAsync(ApiHost host, string definitionId, string token = "analyst") =>
        new(host, token, WhatIsSentOf((await host.GetJsonAsync($"/workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest", token)).AsObject()));

    /// <summary>What the Studio sends of a workflow; it drops whatever else it was served.</summary>
    public static JsonObject WhatIsSentOf(JsonObject served) =>
        new(Sent.Where(served.ContainsKey).Select(name => KeyValuePair.Create(name, served[name]?.DeepClone())));

    /// <param name="description">What it says from now on.</param>
    /// <param name="change">Which change of the page it is; null for an editor that does not count.</param>
    /// <param name="publish">Whether it is to be published.</param>
    public Task<HttpResponseMessage> SaveAsync(string description, long? change = null, bool publish = false)
    {
        Model["description"] = description;
        var content = JsonContent.Create(new JsonObject { ["model"] = Model.DeepClone(), ["publish"] = publish });
        if (change is not null)
        {
            content.Headers.Add("Delivery-Change", $"{change}");
        }

        return _host.SendAsync("POST", "/elsa/api/workflow-definitions", content, _token);
    }
}
