using System.Collections.Concurrent;
using Delivery.Contracts;
using Delivery.Messaging.Persistence;

namespace Delivery.Messaging.Tests.Support;

/// <summary>What the recorders of a module do besides writing down.</summary>
internal sealed class Script<TModule>
    where TModule : ITestModule
{
    /// <summary>The order ids of all calls, also of those that were rolled back.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Runs in every call.</summary>
    public Func<IOrderMessage, ModuleTransaction<TestDbContext<TModule>>, CancellationToken, Task> Action { get; set; } =
        static (_, _, _) => Task.CompletedTask;

    public Task RunAsync(IOrderMessage message, ModuleTransaction<TestDbContext<TModule>> transaction, CancellationToken cancellationToken)
    {
        Calls.Enqueue(message.OrderId);
        return Action(message, transaction, cancellationToken);
    }
}
