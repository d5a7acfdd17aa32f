using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Intents;

/// <summary>
/// Another replica retries a faulted instance between any two statements of whoever judges whether its intents are still wanted. SQLite lets
/// nobody in between.
/// </summary>
[Trait("Needs", "Server")]
public sealed class RetryRacePostgresTests() : RuntimeTests(TestDatabase.Postgres)
{
    private const string Placed = "Orders.OrderPlaced";
    private const string Cooking = "Stores.CookingStarted";

    private readonly Interjection _interjection = new();
    private bool _isBroken;

    [Fact]
    public Task Claim_RetryBetweenAnyTwoStatements_LosesNoIntent() => RaceAsync(Elsa.Intends(), async (host, order) =>
    {
        await FaultAsync(host, order);
        return () => host.Get<IntentStore>().ClaimAsync(10, CancellationToken.None);
    });

    [Fact]
    public Task Deliver_RetryBetweenAnyTwoStatements_LosesNoResult() => RaceAsync(Elsa.Intends(), async (host, order) =>
    {
        var claimed = (await host.Get<IntentStore>().ClaimAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        await FaultAsync(host, order);
        return () => host.Get<IntentDelivery>().DeliverAsync(claimed, IntentOutcome.Resume("done"), CancellationToken.None);
    });

    [Fact]
    public Task StartChild_RetryBetweenAnyTwoStatements_LosesNoChild() => RaceAsync(Child(), async (host, order) =>
    {
        var claimed = (await host.Get<IntentStore>().ClaimAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        await FaultAsync(host, order);
        var call = new IntentCall(claimed.Id, claimed.InstanceId, claimed.CorrelationId, JsonNode.Parse(claimed.Payload)!.AsObject(), 1)
        {
            BookmarkId = claimed.BookmarkId,
        };
        return async () =>
        {
            var outcome = await host.Get<IEnumerable<IIntentHandler>>().OfType<ChildStarter>().Single().RunAsync(call, CancellationToken.None);
            await host.Get<IntentDelivery>().DeliverAsync(claimed, outcome, CancellationToken.None);
        };
    });

    /// <summary>Once for each place, with an order of its own.</summary>
    private async Task RaceAsync(JsonObject wanted, Func<RuntimeHost, string, Task<Func<Task>>> prepare)
    {
        var host = await StartRuntimeAsync();
        var other = await StartRuntimeAsync();
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Delay("sleep", "00:00:30")));
        var broken = Elsa.Activity("Elsa.Sequence", "broken", ("activities", new JsonArray(Elsa.WaitsFor(Cooking), Elsa.Probe())));
        var both = Elsa.Activity("Elsa.Parallel", "both", ("activities", new JsonArray(wanted, broken)));
        var scope = Elsa.Scope("scope", both);
        scope["onFault"] = "LeaveIt";
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), scope));

        var (place, isReached) = (0, true);
        while (isReached)
        {
            var order = $"ord_{++place}";
            await host.TakeAsync(TestMessages.Placed(order));
            var id = (await OrderAsync(host, order)).Id;
            var work = await prepare(host, order);
            isReached = await _interjection.BeforeAsync(place, () => RetryAsync(other, id), work);
            if (!isReached)
            {
                await RetryAsync(other, id);
            }

            await LaterAsync(host);
            (await OrderAsync(host, order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished, $"retried before statement {place}");
            (await CompletedAsync(host, id)).Count(activity => activity == wanted["id"]!.GetValue<string>()).ShouldBe(1);
        }

        place.ShouldBeGreaterThan(2, "there are places between statements");
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
        (await host.QueryAsync(db => db.Instances.CountAsync(instance => instance.Status == WorkflowStatus.Running))).ShouldBe(0);
    }

    private static JsonObject Child() => Elsa.Activity(
        "Elsa.ExecuteWorkflow", "execute",
        ("workflowDefinitionId", Elsa.Literal("String", "child")),
        ("waitForCompletion", Elsa.Literal("Boolean", "true")));

    private static async Task<InstanceSummary> OrderAsync(RuntimeHost host, string order) =>
        (await host.InstancesOfAsync(order)).Single(instance => instance.DefinitionId == "order");

    private static async Task<IEnumerable<string>> CompletedAsync(RuntimeHost host, string instanceId) =>
        (await host.Instances.ReadJournalAsync(instanceId, new PageRequest(Cursor: null, Limit: 200), CancellationToken.None)).Items
            .Where(entry => entry.EventName == JournalEvents.Completed).Select(entry => entry.ActivityId);

    private async Task FaultAsync(RuntimeHost host, string order)
    {
        _isBroken = true;
        await host.TakeAsync(TestMessages.Cooking(order));
        (await OrderAsync(host, order)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
    }

    private async Task RetryAsync(RuntimeHost host, string instanceId)
    {
        _isBroken = false;
        (await host.Instances.RetryAsync(instanceId, "operator-1", CancellationToken.None)).ShouldBeGreaterThan(0);
    }

    /// <summary>After leases, naps, and the child's sleep.</summary>
    private async Task LaterAsync(RuntimeHost host)
    {
        for (var round = 0; round < 3; round++)
        {
            await host.SettleAsync();
            Time.Advance(TimeSpan.FromMinutes(1));
            await host.Timers.FireDueAsync(CancellationToken.None);
        }

        await host.SettleAsync();
    }

    private Task<RuntimeHost> StartRuntimeAsync() => StartAsync(options => options with
    {
        Interceptor = _interjection,
        Intend = (_, _) => Task.FromResult(IntentOutcome.Resume("done")),
        Probe = _ =>
        {
            if (_isBroken)
            {
                throw new InvalidOperationException("broken");
            }
        },
    });
}
