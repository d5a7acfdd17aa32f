using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.IntegrationTests.Processes;
using Delivery.Messaging.Failpoints;
using Delivery.Testing;
using Shouldly;
using Xunit;

namespace Delivery.IntegrationTests.Crashes;

/// <summary>Kills the host between the commits of an instance that is being undone; each undo calls somebody outside, who counts.</summary>
[Trait("Needs", "Server")]
[Trait("Length", "Nightly")]
public sealed class CompensationCrashTests
{
    private static readonly string[] Undos = ["/c", "/b", "/a"];

    /// <summary>The first commit is the start, the second the cancellation with the first undo; one more behind each undo.</summary>
    private static readonly string[] Points =
    [
        FailpointNames.EngineBeforeCommit + ":2",
        FailpointNames.EngineAfterCommit + ":2",
        FailpointNames.EngineBeforeCommit + ":3",
        FailpointNames.EngineAfterCommit + ":3",
        FailpointNames.IntentAfterClaim + ":2",
        FailpointNames.IntentAfterRun + ":2",
        FailpointNames.IntentAfterCommit + ":2",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SetUp.SqliteInMemory)]
    [InlineData(SetUp.PostgresRabbitMq)]
    public async Task Host_KilledWhileUndoing_UndoesEachStepOnceAndInReverse(SetUp setUp)
    {
        using var kitchen = new Kitchen();
        await using var platform = await Platform.CreateAsync(setUp);
        platform.Settings["Workflows:Directory"] = CreateDefinitions(platform, kitchen.Url);
        platform.Settings["Workflows:Http:AllowAnonymous"] = "true";
        platform.Settings["Workflows:Http:AllowPrivateAddresses"] = "true";
        platform.Settings["Workflows:IntentLease"] = "00:00:02";

        foreach (var point in Points)
        {
            kitchen.Calls.Clear();
            await platform.StartHostAsync(point);
            var id = await BeginAsync(platform);
            await CancelAsync(platform, id, tolerant: true);
            await Eventually.TrueAsync(() => platform.Host.HasExited, $"the host dies at {point}");
            platform.Host.ExitCode.ShouldBe(137, platform.Host.Output);

            await platform.StartHostAsync();
            await CancelAsync(platform, id, tolerant: false);
            await Eventually.TrueAsync(
                async () => await ReadAsync(platform, $"/ops/workflows/instances/{id}") is { } instance && instance["instance"]!["subStatus"]!.GetValue<string>() == "Cancelled",
                $"the instance is undone after a death at {point}");

            var calls = kitchen.Calls.ToList();
            calls.Distinct().Select(call => call.Path).ShouldBe(Undos, $"killed at {point}");
            calls.Count.ShouldBeLessThanOrEqualTo(4, $"killed at {point}: only the call whose result was lost is made again, under its key");
        }
    }

    private static async Task<string> BeginAsync(Platform platform)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(platform.Url, "/workflows/book"), content: null, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, platform.Host.Output);
        var instances = await ReadAsync(platform, "/ops/workflows/instances?definitionId=book&limit=1");
        return instances!["items"]![0]!["id"]!.GetValue<string>();
    }

    /// <summary>It may have been cancelled by the host that died.</summary>
    private static async Task CancelAsync(Platform platform, string instanceId, bool tolerant)
    {
        try
        {
            using var http = await OperatorAsync(platform);
            using var answer = await http.PostAsJsonAsync(
                new Uri(platform.Url, $"/ops/workflows/instances/{instanceId}/cancel"), new { reason = "test" }, Cancellation);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Conflict);
        }
        catch (HttpRequestException) when (tolerant)
        {
            // The host died over it.
        }
    }

    private static async Task<JsonNode?> ReadAsync(Platform platform, string path)
    {
        using var http = await OperatorAsync(platform);
        return JsonNode.Parse(await http.GetStringAsync(new Uri(platform.Url, path), Cancellation));
    }

    private static async Task<HttpClient> OperatorAsync(Platform platform)
    {
        var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(
            new Uri(platform.Url, "/identity/token"), new { role = "operator", subject = "operator-1" }, Cancellation);
        var token = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return http;
    }

    private static string CreateDefinitions(Platform platform, Uri kitchen)
    {
        var directory = platform.CopyDefinitions();
        JsonObject[] steps =
        [
            .. Undos.Reverse().Select(path => Activity($"step{path[1..]}", "Delivery.CompensableStep", ("undo", Activity(
                $"undo{path[1..]}", "Elsa.FlowSendHttpRequest", ("url", Literal("Uri", new Uri(kitchen, path).ToString())))))),
            Activity("wait", "Elsa.Event", ("eventName", Literal("String", "Never"))),
        ];
        var endpoint = Activity("endpoint", "Elsa.HttpEndpoint", ("path", Literal("String", "book")), ("supportedMethods", Literal("Object", """["POST"]""")));
        endpoint["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        var definition = new JsonObject
        {
            ["definitionId"] = "book",
            ["name"] = "Book",
            ["version"] = 1,
            ["root"] = Sequence(
                "root",
                endpoint,
                Activity("answer", "Elsa.WriteHttpResponse", ("content", Literal("Object", "booked"))),
                Activity("scope", "Delivery.CompensationScope", ("body", Sequence("body", steps)))),
        };
        File.WriteAllText(Path.Combine(directory, "book.json"), definition.ToJsonString());
        return directory;
    }

    private static JsonObject Sequence(string id, params JsonObject[] activities) =>
        Activity(id, "Elsa.Sequence", ("activities", new JsonArray([.. activities])));

    private static JsonObject Activity(string id, string type, params (string Name, JsonNode Value)[] members)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in members)
        {
            activity[name] = value;
        }

        return activity;
    }

    private static JsonObject Literal(string type, string value) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
}
