using Delivery.Workflows.Api.Live;
using Microsoft.AspNetCore.SignalR;

namespace Delivery.Workflows.Api.Tests.Live;

/// <summary>Gives up every message, as something that took too long does.</summary>
internal sealed class CancellingHub : IHubContext<InstanceHub>, IHubClients, IClientProxy, IGroupManager
{
    private int _sent;

    public int Sent => Volatile.Read(ref _sent);

    public IHubClients Clients => this;

    public IGroupManager Groups => this;

    public IClientProxy All => this;

    public IClientProxy AllExcept(IReadOnlyList<string> excludedConnectionIds) => this;

    public IClientProxy Client(string connectionId) => this;

    IClientProxy IHubClients<IClientProxy>.Clients(IReadOnlyList<string> connectionIds) => this;

    public IClientProxy Group(string groupName) => this;

    public IClientProxy GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => this;

    IClientProxy IHubClients<IClientProxy>.Groups(IReadOnlyList<string> groupNames) => this;

    public IClientProxy User(string userId) => this;

    public IClientProxy Users(IReadOnlyList<string> userIds) => this;

    public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _sent);
        throw new OperationCanceledException("Took too long.");
    }

    public Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
