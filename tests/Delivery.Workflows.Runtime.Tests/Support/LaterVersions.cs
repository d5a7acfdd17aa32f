using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Lets the only instance that nobody has started be one that a later version of the engine has written.</summary>
internal static class LaterVersions
{
    /// <summary>Returns the state as it was.</summary>
    public static async Task<byte[]> WriteAsync(RuntimeHost host)
    {
        var before = await host.QueryAsync(db => db.Instances.Where(instance => instance.ParentInstanceId == null).Select(instance => instance.State).SingleAsync());
        var state = JsonNode.Parse(before)!;
        state["format"] = InstanceState.FormatVersion + 1;
        await SetAsync(host, System.Text.Encoding.UTF8.GetBytes(state.ToJsonString()), InstanceState.FormatVersion + 1);
        return before;
    }

    public static Task RestoreAsync(RuntimeHost host, byte[] before) => SetAsync(host, before, InstanceState.Deserialize(before).Format);

    private static Task<int> SetAsync(RuntimeHost host, byte[] state, int format) => host.QueryAsync(db => db.Instances.Where(instance => instance.ParentInstanceId == null)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.StateFormat, format)));
}
