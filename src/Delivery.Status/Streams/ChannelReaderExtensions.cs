using System.Threading.Channels;

namespace Delivery.Status.Streams;

internal static class ChannelReaderExtensions
{
    /// <summary>Takes one item, waiting for it at most so long; false when the time passed first.</summary>
    public static async Task<bool> WaitForReadAsync(
        this ChannelReader<bool> reader, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (reader.TryRead(out _))
        {
            return true;
        }

        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await reader.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
