using Delivery.ServiceDefaults.Problems;
using Microsoft.Extensions.Options;

namespace Delivery.Status.Streams;

/// <summary>Counts the open streams of this process: each holds a connection for long.</summary>
internal sealed class StreamLimiter(IOptions<StatusOptions> options)
{
    private int _open;

    /// <summary>Takes a place; disposing the result gives it back.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public Place Enter()
    {
        if (Interlocked.Increment(ref _open) <= options.Value.MaxStreams)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _open);
        throw new ProblemException(StatusProblems.TooManyStreams, "Try again in a few seconds, or GET the order instead.") { RetryAfterSeconds = 5 };
    }

    internal sealed class Place(StreamLimiter limiter) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref limiter._open);
            }
        }
    }
}
