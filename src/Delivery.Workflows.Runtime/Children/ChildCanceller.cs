using Delivery.Workflows.Runtime.Intents;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Children;

/// <summary>Cancels what a cancelled instance has started and what still runs, as Elsa does.</summary>
/// <remarks>It asks for its services when it runs, as <see cref="ChildStarter"/> does.</remarks>
internal sealed class ChildCanceller(IServiceProvider services) : IIntentHandler
{
    public const string IntentKind = "Workflows.CancelChildren";

    public string Kind => IntentKind;

    public async Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<ChildCommands>().CancelChildrenAsync(call.InstanceId, cancellationToken);
        return IntentOutcome.Done;
    }
}
