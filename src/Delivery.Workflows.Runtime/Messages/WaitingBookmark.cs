using Delivery.Workflows.Runtime.Execution;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>A bookmark and the instance that waits there.</summary>
internal sealed record WaitingBookmark(string BookmarkId, LoadedInstance Instance);
