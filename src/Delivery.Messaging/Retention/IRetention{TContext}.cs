using Delivery.Messaging.Persistence;

namespace Delivery.Messaging.Retention;

/// <summary>
/// What a module deletes of its own tables when it is old. Register it as a singleton: it runs with the deletion of messaging's own records, as
/// often as <see cref="RetentionOptions.Interval"/> says.
/// </summary>
/// <typeparam name="TContext">The module's context.</typeparam>
public interface IRetention<TContext>
    where TContext : ModuleDbContext
{
    /// <summary>
    /// Deletes everything that may go now, in small transactions that look at <see cref="RetentionOptions.Batch"/> rows each; says how many rows
    /// were deleted.
    /// </summary>
    Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
