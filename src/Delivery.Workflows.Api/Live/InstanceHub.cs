using Delivery.Workflows.Runtime.Instances;
using Microsoft.AspNetCore.SignalR;

namespace Delivery.Workflows.Api.Live;

/// <summary>What a viewer of an instance says to us.</summary>
internal sealed class InstanceHub(InstanceWatch watch, WorkflowInstances instances) : Hub
{
    /// <summary>From now on this connection is told when the instance goes on; of one that has ended there is nothing to tell.</summary>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        var instance = await instances.FindAsync(instanceId, Context.ConnectionAborted) ?? throw new HubException("Access denied.");
        if (InstanceWatch.HasEnded(instance))
        {
            return;
        }

        if (!watch.HasRoom(Context.ConnectionId, instanceId))
        {
            throw new HubException($"One connection follows at most {InstanceWatch.MostPerConnection} instances: close a viewer, or connect once more.");
        }

        await Groups.AddToGroupAsync(Context.ConnectionId, instanceId, Context.ConnectionAborted);
        watch.Begin(Context.ConnectionId, instance);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watch.End(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
