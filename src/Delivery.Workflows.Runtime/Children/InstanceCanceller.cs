using Delivery.Workflows.Runtime.Intents;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Children;

/// <summary>Cancels the instances that an activity waited for which a compensation scope has cancelled.</summary>
/// <remarks>It asks for its services when it runs, as <see cref="ChildStarter"/> does.</remarks>
internal sealed class InstanceCanceller(IServiceProvider services) : IIntentHandler
{
    public string Kind => IntentKinds.CancelWorkflows;

    public async Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken)
    {
        var ids = call.Payload["instances"]!.AsArray().Select(id => id!.GetValue<string>());
        await services.GetRequiredService<ChildCommands>().CancelAsync(call.InstanceId, ids, cancellationToken);
        return IntentOutcome.Done;
    }
}
