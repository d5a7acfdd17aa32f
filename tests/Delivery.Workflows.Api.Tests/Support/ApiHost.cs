using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Delivery.Orchestrator;
using Delivery.ServiceDefaults;
using Delivery.Testing;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Instances;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Api.Tests.Support;

/// <summary>The API over the real runtime, with the definitions of this repository and a few that the tests add.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public Uri Url => new(_app.Urls.Single());

    /// <summary>Of an instance that waits.</summary>
    public string Waiting { get; private set; } = null!;

    /// <summary>Of one that has ended.</summary>
    public string Ended { get; private set; } = null!;

    /// <summary>Of one that has faulted.</summary>
    public string Faulted { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Directory"] = _directory.Path, [Profiles.Setting] = Profiles.Demo });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.Services.AddAuthentication(RoleAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, RoleAuthentication>(RoleAuthentication.Name, null);
        new OrchestratorModule().AddServices(builder);
        builder.Services.AddWorkflowApi();
        _app = builder.Build();
        _app.UseServiceDefaults();
        _app.MapWorkflowApi();
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = Url };
        await PlayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _directory.Dispose();
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<HttpResponseMessage> SendAsync(string method, string path, JsonNode? body = null, string? role = "viewer") =>
        SendAsync(method, path, body is null ? null : JsonContent.Create(body), role);

    public async Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content, string? role)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (role is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", role);
        }

        request.Content = content;
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonNode> GetJsonAsync(string path, string role = "viewer")
    {
        using var response = await SendAsync("GET", "/elsa/api" + path, role: role);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue($"GET {path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> PostJsonAsync(string path, JsonNode body, string role = "viewer")
    {
        using var response = await SendAsync("POST", "/elsa/api" + path, body, role);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue($"POST {path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task PlayAsync()
    {
        var definitions = Get<WorkflowDefinitions>();
        foreach (var definition in new[] { Samples.Waiting, Samples.Ending, Samples.Naming, Samples.Faulting })
        {
            await definitions.SaveDraftAsync(definition, CancellationToken.None);
            await definitions.PublishAsync(definition.DefinitionId, CancellationToken.None);
        }

        await definitions.SaveDraftAsync(Samples.Draft, CancellationToken.None);
        var instances = Get<WorkflowInstances>();
        Waiting = await instances.StartAsync(Samples.Waiting.DefinitionId, "order-1", null, CancellationToken.None);
        Ended = await instances.StartAsync(Samples.Ending.DefinitionId, "order-2", null, CancellationToken.None);
        await instances.StartAsync(Samples.Naming.DefinitionId, "order-3", null, CancellationToken.None);
        Faulted = await instances.StartAsync(Samples.Faulting.DefinitionId, correlationId: null, null, CancellationToken.None);
    }
}
