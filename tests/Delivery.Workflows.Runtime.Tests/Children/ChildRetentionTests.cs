using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Children;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Retention;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Children;

public abstract class ChildRetentionTests(TestDatabase database) : RuntimeTests(database)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    [Fact]
    public async Task Delete_ChildOfWhoseEndItsParentHasNotHeard_StaysUntilItHas()
    {
        var host = await StartWithParentAsync("Elsa.ExecuteWorkflow", waits: true);
        await host.Intents.RunDueAsync(CancellationToken.None);
        (await host.CountMailAsync()).ShouldBe(1);
        Time.Advance(2 * Kept);

        (await PurgeAsync(host)).ShouldBe(0);

        await host.SettleAsync();
        (await InstancesAsync(host)).ShouldBe([("child", WorkflowSubStatus.Finished), ("parent", WorkflowSubStatus.Finished)]);
        (await PurgeAsync(host)).ShouldBe(1, "the child, which ended before");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_ChildWhoseStartMayBeCarriedOutAgain_StaysUntilThatIsSettled(bool waits)
    {
        var started = 0;
        var host = await StartWithParentAsync("Elsa.DispatchWorkflow", waits, () => started++);
        var intent = await host.QueryAsync(db => db.Intents.SingleAsync());
        // A replica that dies right after it has done it.
        await host.Get<IEnumerable<IIntentHandler>>().OfType<ChildStarter>().Single().RunAsync(
            new IntentCall(intent.Id, intent.InstanceId, null, JsonNode.Parse(intent.Payload)!.AsObject(), 1), CancellationToken.None);
        await host.Mailbox.SweepAsync(CancellationToken.None);
        Time.Advance(2 * Kept);

        await PurgeAsync(host);
        await host.SettleAsync();

        started.ShouldBe(1);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
        Time.Advance(2 * Kept);
        await PurgeAsync(host);
        (await InstancesAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteByHand_ChildWhoseStartMayBeCarriedOutAgain_IsRefused()
    {
        var started = 0;
        var host = await StartWithParentAsync("Elsa.DispatchWorkflow", waits: false, () => started++);
        var intent = await host.QueryAsync(db => db.Intents.SingleAsync());
        // A replica that dies right after it has done it.
        await host.Get<IEnumerable<IIntentHandler>>().OfType<ChildStarter>().Single().RunAsync(
            new IntentCall(intent.Id, intent.InstanceId, null, JsonNode.Parse(intent.Payload)!.AsObject(), 1), CancellationToken.None);
        var child = await host.QueryAsync(db => db.Instances.Where(instance => instance.ParentInstanceId != null).Select(instance => instance.Id).SingleAsync());

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Instances.DeleteAsync(child, CancellationToken.None));
        await host.SettleAsync();

        (problem.Type, problem.Type.Status).ShouldBe((WorkflowProblems.InstanceNeeded, 409));
        started.ShouldBe(1);
        await host.Instances.DeleteAsync(child, CancellationToken.None);
        (await InstancesAsync(host)).ShouldBe([("parent", WorkflowSubStatus.Finished)]);
    }

    [Fact]
    public async Task DeleteByHand_ParentWhoseChildrenAreYetToBeCancelled_IsRefused()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Delay("wait", "00:01:00")));
        await host.PublishAsync(Elsa.Sequence("parent", Elsa.Activity(
            "Elsa.ExecuteWorkflow", "start",
            ("workflowDefinitionId", Elsa.Literal("String", "child")), ("waitForCompletion", Elsa.Literal("Boolean", "true")))));
        var parent = await host.Instances.StartAsync("parent", correlationId: null, input: null, CancellationToken.None);
        await host.SettleAsync();
        await host.Instances.CancelAsync(parent, "enough", CancellationToken.None);

        (await Should.ThrowAsync<ProblemException>(() => host.Instances.DeleteAsync(parent, CancellationToken.None))).Type.ShouldBe(WorkflowProblems.InstanceNeeded);
        await host.SettleAsync();
        await host.Instances.DeleteAsync(parent, CancellationToken.None);

        (await InstancesAsync(host)).ShouldBe([("child", WorkflowSubStatus.Cancelled)]);
    }

    private static Task<int> PurgeAsync(RuntimeHost host) =>
        host.Get<WorkflowRetention>().DeleteAsync(host.Get<TimeProvider>().GetUtcNow(), CancellationToken.None);

    private static Task<List<(string, WorkflowSubStatus)>> InstancesAsync(RuntimeHost host) => host.QueryAsync(async db =>
        (await db.Instances.OrderBy(instance => instance.DefinitionId).Select(instance => new { instance.DefinitionId, instance.SubStatus }).ToListAsync())
            .ConvertAll(instance => (instance.DefinitionId, instance.SubStatus)));

    private async Task<RuntimeHost> StartWithParentAsync(string type, bool waits, Action? childStarted = null)
    {
        var host = await StartAsync(options => options with
        {
            Probe = _ => childStarted?.Invoke(),
            Configure = runtime => runtime.Retention.Finished = Kept,
        });
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Probe()));
        await host.PublishAsync(Elsa.Sequence("parent", Elsa.Activity(
            type, "start",
            ("workflowDefinitionId", Elsa.Literal("String", "child")),
            ("waitForCompletion", Elsa.Literal("Boolean", waits ? "true" : "false")))));
        await host.Instances.StartAsync("parent", correlationId: null, input: null, CancellationToken.None);
        return host;
    }
}
