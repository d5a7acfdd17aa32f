using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>Does outside what an intent asks for, which takes a while: its replica may die in the middle, or fail.</summary>
internal sealed class SimulatedWork(World world, SimulatedReplica replica) : IIntentHandler
{
    public string Kind => IntendActivity.Kind;

    public static JsonNode ResultOf(string intentId) => new JsonObject { ["done"] = intentId };

    public async Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken)
    {
        await replica.PauseAsync("work");
        world.Worked(call.Key);
        return IntentOutcome.Resume(ResultOf(call.Key));
    }
}
