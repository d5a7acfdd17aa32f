using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>What a client asks of a workflow, and repeats under its key until it is told how it went.</summary>
internal sealed class HttpCall(string path, string key)
{
    private const string Caller = "customer-1";
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>As the runtime makes it, of the caller, the method, the path and the key.</summary>
    public string RequestId { get; } =
        "req_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Caller}\nGET\n{path}\n{key}")))[..48];

    public string Path => path;

    /// <summary>Of the endpoint that takes it.</summary>
    public string Hash => EndpointSearch.HashOf(path, "GET");

    /// <summary>What the workflow is given.</summary>
    public string Stimulus => new JsonObject
    {
        ["requestId"] = RequestId,
        ["routeData"] = new JsonObject(),
        ["query"] = new JsonObject(),
        ["headers"] = new JsonObject { [KeyHeader] = key },
    }.ToJsonString();

    /// <summary>How many of its deliveries are under way.</summary>
    public int Deliveries { get; set; }

    /// <summary>Null until the client has been told.</summary>
    public string? Answer { get; set; }

    public DefaultHttpContext CreateContext(IServiceProvider services)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = services,
            User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", Caller)], "simulated")),
        };
        context.Request.Method = HttpMethods.Get;
        context.Request.RouteValues["path"] = path;
        context.Request.Headers[KeyHeader] = key;
        context.Response.Body = new MemoryStream();
        return context;
    }
}
