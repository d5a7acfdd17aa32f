using Delivery.Workflows.Runtime.Intents;

namespace Delivery.Workflows.Runtime.Execution;

/// <summary>Lets an activity run that was to run in the background: in a burst of its own, behind the commit of the one that met it.</summary>
internal sealed class BackgroundRunner : IIntentHandler
{
    public string Kind => IntentKinds.Background;

    public Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken) => Task.FromResult(IntentOutcome.Resume(input: null));
}
