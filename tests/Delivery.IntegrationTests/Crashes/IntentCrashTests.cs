using System.Net;
using Delivery.IntegrationTests.Processes;
using Delivery.Messaging.Failpoints;
using Delivery.Testing;
using Shouldly;
using Xunit;

namespace Delivery.IntegrationTests.Crashes;

/// <summary>Kills the host around a call that a workflow makes for a held request; the caller tries again with the same key.</summary>
[Trait("Needs", "Server")]
[Trait("Length", "Nightly")]
public sealed class IntentCrashTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SetUp.SqliteInMemory)]
    [InlineData(SetUp.PostgresRabbitMq)]
    public async Task Host_KilledAroundACall_CallsAgainWithTheSameKeyAndAnswersOnce(SetUp setUp)
    {
        using var kitchen = new Kitchen();
        await using var platform = await Platform.CreateAsync(setUp);
        platform.Settings["Workflows:Directory"] = CreateDefinitions(platform, kitchen.Url);
        platform.Settings["Workflows:Http:AllowAnonymous"] = "true";
        platform.Settings["Workflows:Http:AllowPrivateAddresses"] = "true";
        platform.Settings["Workflows:IntentLease"] = "00:00:02";

        foreach (var point in FailpointNames.All.Where(point => point.StartsWith("intent.", StringComparison.Ordinal)))
        {
            await platform.StartHostAsync(point);
            await AskInVainAsync(platform, point);
            await Eventually.TrueAsync(() => platform.Host.HasExited, $"the host dies at {point}");
            platform.Host.ExitCode.ShouldBe(137);

            await platform.StartHostAsync();
            var answer = await AskAsync(platform, point);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, platform.Host.Output);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("cooked");
        }

        // One call for each request, but for the one whose answer was lost.
        var calls = kitchen.Keys.ToList();
        calls.Distinct().Count().ShouldBe(3);
        calls.Count.ShouldBe(4);
    }

    /// <summary>The host dies over it, at the last point perhaps right behind the answer.</summary>
    private static async Task AskInVainAsync(Platform platform, string key)
    {
        try
        {
            using var answer = await AskAsync(platform, key);
        }
        catch (HttpRequestException)
        {
            // As it was to be.
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(Platform platform, string key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(platform.Url, "/workflows/cook"));
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, Cancellation);
    }

    private static string CreateDefinitions(Platform platform, Uri kitchen)
    {
        var directory = platform.CopyDefinitions();
        File.WriteAllText(
            Path.Combine(directory, "cook.json"),
            $$"""
            {
              "definitionId": "cook",
              "name": "Cook",
              "version": 1,
              "root": {
                "id": "steps",
                "type": "Elsa.Sequence",
                "activities": [
                  {
                    "id": "endpoint",
                    "type": "Elsa.HttpEndpoint",
                    "customProperties": { "canStartWorkflow": true },
                    "path": { "typeName": "String", "expression": { "type": "Literal", "value": "cook" } }
                  },
                  {
                    "id": "call",
                    "type": "Elsa.FlowSendHttpRequest",
                    "url": { "typeName": "Uri", "expression": { "type": "Literal", "value": "{{kitchen}}" } }
                  },
                  {
                    "id": "answer",
                    "type": "Elsa.WriteHttpResponse",
                    "content": { "typeName": "Object", "expression": { "type": "Literal", "value": "cooked" } }
                  }
                ]
              }
            }
            """);
        return directory;
    }
}
