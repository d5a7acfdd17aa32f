using System.Text.Json.Nodes;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Http;

/// <summary>The whole way of a request that a workflow sends: committed, sent, brought home.</summary>
public abstract class HttpCallTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Order = "ord_1";
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task Send_AnsweringServer_LeavesByTheStatus()
    {
        await using var server = await StandIn.AnsweringAsync(200, "{\"n\":1}");
        var host = await BeginAsync(server.Url);
        server.Requests.ShouldBeEmpty();

        await host.Intents.RunDueAsync(CancellationToken.None);

        server.Requests.Count.ShouldBe(1);
        (await OutcomesAsync(host)).ShouldBe(["200", "Done"]);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Send_ReplicaDiesBetweenAnswerAndCommit_AnotherSendsItAgainWithTheSameKey()
    {
        await using var server = await StandIn.AnsweringAsync(200);
        var dying = await BeginAsync(server.Url);
        var other = await StartAsync(Allowing);
        var claimed = (await dying.Get<IntentStore>().ClaimAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        await dying.Get<IntentHandlers>()[claimed.Kind].RunAsync(
            new IntentCall(claimed.Id, claimed.InstanceId, claimed.CorrelationId, JsonNode.Parse(claimed.Payload)!.AsObject(), 1), CancellationToken.None);
        await StopAsync(dying);
        Time.Advance(TimeSpan.FromSeconds(16));

        (await other.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);

        server.Requests.Count.ShouldBe(2);
        server.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count().ShouldBe(1);
        (await other.CompletedAsync(Order)).Count(id => id == "send").ShouldBe(1);
    }

    [Fact]
    public async Task Send_AddressInside_FaultsTheActivity()
    {
        await using var server = await StandIn.AnsweringAsync(200);
        var host = await StartAsync();
        await host.PublishAsync(Sending(server.Url));
        await host.TakeAsync(TestMessages.Placed(Order));

        await host.Intents.RunDueAsync(CancellationToken.None);

        server.Requests.ShouldBeEmpty();
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        (await host.QueryAsync(db => db.Incidents.SingleAsync())).Message.ShouldContain("no address on the public Internet");
    }

    [Fact]
    public async Task Send_SecretHeaders_AreNotInTheRecords()
    {
        await using var server = await StandIn.AnsweringAsync(200);
        var host = await BeginAsync(server.Url);

        await host.Intents.RunDueAsync(CancellationToken.None);

        server.Requests.Single().Headers["Authorization"].ShouldBe("Bearer s3cret");
        server.Requests.Single().Headers["X-Api-Key"].ShouldBe("s3cret");
        (await host.QueryAsync(db => db.ActivityRecords.CountAsync(record => record.Content.Contains("s3cret")))).ShouldBe(0);
        (await host.QueryAsync(db => db.Journal.CountAsync(entry => entry.Content.Contains("s3cret")))).ShouldBe(0);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    private async Task<RuntimeHost> BeginAsync(string url)
    {
        var host = await StartAsync(Allowing);
        await host.PublishAsync(Sending(url));
        await host.TakeAsync(TestMessages.Placed(Order));
        return host;
    }

    private static RuntimeHostOptions Allowing(RuntimeHostOptions options) => options with { Http = http => http.AllowPrivateAddresses = true };

    private static WorkflowDefinition Sending(string url) => Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Activity(
        "Elsa.FlowSendHttpRequest",
        "send",
        ("url", Elsa.Literal("Uri", url)),
        ("authorization", Elsa.Literal("String", "Bearer s3cret")),
        ("requestHeaders", Elsa.Expression("HttpHeaders", "Object", """{"X-Api-Key":"s3cret"}"""))));

    private static async Task<IReadOnlyList<string>> OutcomesAsync(RuntimeHost host)
    {
        var records = await host.Instances.ListActivitiesAsync((await host.InstanceOfAsync(Order)).Id, CancellationToken.None);
        return [.. records.Single(record => record.ActivityId == "send").Payload!["Outcomes"]!.AsArray().Select(name => name!.GetValue<string>())];
    }
}
