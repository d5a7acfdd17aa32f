using Delivery.Contracts;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Says what a message means to workflows. The module that makes activities of messages knows it.</summary>
public interface IStimulusMapper
{
    /// <summary>The message as a stimulus; null when it means nothing, and is dropped.</summary>
    Stimulus? Map(IMessage message);
}
