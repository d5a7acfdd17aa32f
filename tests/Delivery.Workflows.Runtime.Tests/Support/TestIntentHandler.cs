using Delivery.Workflows.Runtime.Intents;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Does what the test says.</summary>
internal sealed class TestIntentHandler(Func<IntentCall, CancellationToken, Task<IntentOutcome>> run) : IIntentHandler
{
    public string Kind => IntendActivity.Kind;

    public Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken) => run(call, cancellationToken);
}
