using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Children;

/// <summary>
/// Starts the instances that a committed burst wants. Their ids were made by that burst: whoever finds one there already has nothing to do.
/// </summary>
/// <remarks>It asks for its services when it runs: preparing a burst asks which handlers there are, and starting an instance prepares a burst.</remarks>
internal sealed class ChildStarter(IServiceProvider services, IServiceScopeFactory scopes) : IIntentHandler
{
    public string Kind => IntentKinds.StartWorkflows;

    public async Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken)
    {
        var order = ChildOrder.Read(call);
        var commands = services.GetRequiredService<ChildCommands>();
        var known = await FindKnownAsync(order, cancellationToken);
        foreach (var child in order.Instances.Where(child => !known.Contains(child.Id)))
        {
            if (await commands.StartAsync(order, child, cancellationToken) is { } refusal)
            {
                return IntentOutcome.Fail(refusal);
            }
        }

        return order.Parent.Stimulus is null ? IntentOutcome.Resume(await DescribeFirstAsync(order, cancellationToken)) : IntentOutcome.Done;
    }

    private async Task<HashSet<string>> FindKnownAsync(ChildOrder order, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        string[] wanted = [.. order.Instances.Select(child => child.Id)];
        return await db.Instances.Where(instance => wanted.Contains(instance.Id)).Select(instance => instance.Id).ToHashSetAsync(cancellationToken);
    }

    private async Task<System.Text.Json.Nodes.JsonNode?> DescribeFirstAsync(ChildOrder order, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var state = await db.Instances.Where(instance => instance.Id == order.Instances[0].Id)
            .Select(instance => instance.State).FirstOrDefaultAsync(cancellationToken);
        return state is null ? null : ChildResult.Of(InstanceState.Deserialize(state));
    }
}
