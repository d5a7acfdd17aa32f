using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Tests.Support;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Children;

/// <summary>The ends of children whose parent cannot take them when they come.</summary>
public abstract class ChildEndTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Minute = "00:01:00";

    private bool _isBroken = true;

    [Fact]
    public async Task End_ParentIsRetriedLongAfterItsFault_IsTaken()
    {
        var host = await BeginAsync();
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Delay("wait", Minute)));
        var side = Elsa.Activity("Elsa.Sequence", "side", ("activities", new JsonArray(Elsa.Delay("soon", "00:00:10"), Elsa.Probe())));
        var parent = await StartParentAsync(host, Elsa.Activity("Elsa.Parallel", "both", ("activities", new JsonArray(Execute(), side))));
        await host.SettleAsync();
        await LaterAsync(host, TimeSpan.FromSeconds(10));
        await LaterAsync(host, TimeSpan.FromMinutes(1));
        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Faulted);
        (await host.CountMailAsync()).ShouldBe(1);

        await LaterAsync(host, TimeSpan.FromDays(31));
        await host.Mailbox.PurgeAsync(CancellationToken.None);
        _isBroken = false;
        await host.Instances.RetryAsync(parent, "operator-1", CancellationToken.None);

        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Finished);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task End_NobodyDeliversItForLong_IsTaken()
    {
        var host = await BeginAsync();
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Script("nothing", "1")));
        var parent = await StartParentAsync(host, Execute());
        await host.Intents.RunDueAsync(CancellationToken.None);
        Time.Advance(TimeSpan.FromDays(31));

        await host.Mailbox.PurgeAsync(CancellationToken.None);
        await host.Mailbox.SweepAsync(CancellationToken.None);

        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task End_OfARoundBeforeARetry_Expires()
    {
        var host = await BeginAsync();
        await host.PublishAsync(Elsa.SequenceWith(Elsa.ActivationStrategy("Singleton"), "child", Elsa.Delay("wait", Minute)));
        var parent = await StartParentAsync(host, Elsa.Activity("Elsa.Sequence", "s", ("activities", new JsonArray(Bulk(), Elsa.Delay("stay", "90.00:00:00")))));
        await host.SettleAsync();
        await LaterAsync(host, TimeSpan.FromMinutes(1));
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Delay("wait", Minute)));
        await host.Instances.RetryAsync(parent, "operator-1", CancellationToken.None);
        await host.SettleAsync();
        (await host.CountMailAsync()).ShouldBe(1, "of the first round");

        await LaterAsync(host, TimeSpan.FromDays(31));
        await host.Mailbox.PurgeAsync(CancellationToken.None);

        (await host.CountMailAsync()).ShouldBe(0);
        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Bulk_RetriedAfterAFault_CountsOnlyTheEndsOfItsNewRound()
    {
        var host = await BeginAsync();
        await host.PublishAsync(Elsa.SequenceWith(Elsa.ActivationStrategy("Singleton"), "child", Elsa.Delay("wait", Minute)));
        var parent = await StartParentAsync(host, Bulk());
        await host.SettleAsync();
        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Faulted, "beside the first child there may be no other");
        var first = (await RunningChildrenAsync(host, parent)).ShouldHaveSingleItem();
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Delay("wait", Minute)));

        await host.Instances.RetryAsync(parent, "operator-1", CancellationToken.None);
        await host.SettleAsync();
        await CancelAsync(first);
        var round = await RunningChildrenAsync(host, parent);
        round.Count.ShouldBe(3);

        await CancelAsync(round[0]);
        await CancelAsync(round[1]);
        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Suspended, "one of three still runs");
        await CancelAsync(round[2]);
        (await SubStatusAsync(host, parent)).ShouldBe(WorkflowSubStatus.Finished);
        (await host.CountMailAsync()).ShouldBe(0);

        async Task CancelAsync(string child)
        {
            await host.Instances.CancelAsync(child, "enough", CancellationToken.None);
            await host.SettleAsync();
        }
    }

    private static JsonObject Execute() => Elsa.Activity(
        "Elsa.ExecuteWorkflow", "execute",
        ("workflowDefinitionId", Elsa.Literal("String", "child")), ("waitForCompletion", Elsa.Literal("Boolean", "true")));

    private static JsonObject Bulk() => Elsa.Activity(
        "Elsa.BulkDispatchWorkflows", "bulk",
        ("workflowDefinitionId", Elsa.Literal("String", "child")), ("items", Elsa.Expression("Object", "JavaScript", "[1, 2, 3]")));

    private static async Task<string> StartParentAsync(RuntimeHost host, JsonObject activity)
    {
        await host.PublishAsync(Elsa.Sequence("parent", activity));
        return await host.Instances.StartAsync("parent", correlationId: null, input: null, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<string>> RunningChildrenAsync(RuntimeHost host, string parent)
    {
        var page = await host.Instances.ListAsync(
            new InstanceFilter { ParentInstanceId = parent }, new PageRequest(Cursor: null, Limit: null), CancellationToken.None);
        return [.. page.Items.Where(child => child.Status == WorkflowStatus.Running).Select(child => child.Id)];
    }

    private static async Task<WorkflowSubStatus> SubStatusAsync(RuntimeHost host, string instanceId) =>
        (await host.Instances.FindAsync(instanceId, CancellationToken.None))!.SubStatus;

    private Task<RuntimeHost> BeginAsync() => StartAsync(options => options with
    {
        Probe = _ =>
        {
            if (_isBroken)
            {
                throw new InvalidOperationException("broken");
            }
        },
    });

    private async Task LaterAsync(RuntimeHost host, TimeSpan time)
    {
        Time.Advance(time);
        await host.Timers.FireDueAsync(CancellationToken.None);
        await host.SettleAsync();
    }
}
