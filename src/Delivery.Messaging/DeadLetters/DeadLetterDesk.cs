using Delivery.ServiceDefaults.Paging;

namespace Delivery.Messaging.DeadLetters;

/// <summary>Where operators look after the dead letters of one module.</summary>
internal abstract class DeadLetterDesk(string module)
{
    public string Module { get; } = module;

    public abstract Task<Page<DeadLetterView>> ListAsync(DeadLetterState state, PageRequest page, CancellationToken cancellationToken);

    public abstract Task<DeadLetterView> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Gives the message to its endpoint again, and to no other subscriber.</summary>
    public abstract Task<DeadLetterView> ReplayAsync(Guid id, string @operator, CancellationToken cancellationToken);

    public abstract Task<DeadLetterView> DiscardAsync(Guid id, string @operator, CancellationToken cancellationToken);
}
